-- CreateTable
CREATE TABLE "recording" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "started_us" BIGINT NOT NULL,
    "ended_us" BIGINT,

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "recording_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "started_us" BIGINT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "recording_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "opened_us" BIGINT NOT NULL,
    "closed_us" BIGINT,
    "client_address" TEXT,
    "server_address" TEXT,
    "tls" BOOLEAN NOT NULL,
    "host" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "status" INTEGER,
    "subprotocol" TEXT,
    "extensions" TEXT,
    "handshake" JSON,
    "refusal_body" BYTEA,
    "close" JSON,
    "ended_because" TEXT,
    "violations" JSON NOT NULL DEFAULT '[]',
    "dropped_frames" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_stat" (
    "connection_id" UUID NOT NULL,
    "frames" BIGINT NOT NULL,
    "client_rows" BIGINT NOT NULL,
    "server_rows" BIGINT NOT NULL,
    "client_bytes" BIGINT NOT NULL,
    "server_bytes" BIGINT NOT NULL,
    "wire_bytes" BIGINT NOT NULL,
    "first_us" BIGINT NOT NULL,
    "last_us" BIGINT NOT NULL,

    CONSTRAINT "connection_stat_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "frame_chunk" (
    "connection_id" UUID NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "first_row" BIGINT NOT NULL,
    "frames" INTEGER NOT NULL,
    "first_us" BIGINT NOT NULL,
    "last_us" BIGINT NOT NULL,
    "client_bytes" BIGINT NOT NULL,
    "server_bytes" BIGINT NOT NULL,
    "wire_bytes" BIGINT NOT NULL,
    "min_bytes" INTEGER NOT NULL,
    "max_bytes" INTEGER NOT NULL,
    "client_text" INTEGER NOT NULL,
    "client_binary" INTEGER NOT NULL,
    "client_ping" INTEGER NOT NULL,
    "client_pong" INTEGER NOT NULL,
    "client_close" INTEGER NOT NULL,
    "client_other" INTEGER NOT NULL,
    "server_text" INTEGER NOT NULL,
    "server_binary" INTEGER NOT NULL,
    "server_ping" INTEGER NOT NULL,
    "server_pong" INTEGER NOT NULL,
    "server_close" INTEGER NOT NULL,
    "server_other" INTEGER NOT NULL,
    "codec" SMALLINT NOT NULL,
    "head" BYTEA NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "frame_chunk_pkey" PRIMARY KEY ("connection_id","first_seq")
);

-- CreateTable
CREATE TABLE "frame_blob" (
    "connection_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "part" INTEGER NOT NULL,
    "codec" SMALLINT NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "frame_blob_pkey" PRIMARY KEY ("connection_id","seq","part")
);

-- CreateTable
CREATE TABLE "http_exchange" (
    "connection_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "request" JSON NOT NULL,
    "response" JSON,
    "request_us" BIGINT NOT NULL,
    "response_us" BIGINT,
    "ended_us" BIGINT,
    "request_body" BYTEA NOT NULL,
    "response_body" BYTEA NOT NULL,
    "truncated" BOOLEAN NOT NULL,
    "request_body_bytes" BIGINT NOT NULL,
    "response_body_bytes" BIGINT NOT NULL,

    CONSTRAINT "http_exchange_pkey" PRIMARY KEY ("connection_id","n")
);

-- CreateTable
CREATE TABLE "writer_cursor" (
    "writer_id" UUID NOT NULL,
    "batch" BIGINT NOT NULL,
    "updated_us" BIGINT NOT NULL,

    CONSTRAINT "writer_cursor_pkey" PRIMARY KEY ("writer_id")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_us" BIGINT NOT NULL,
    "recording_id" UUID,
    "connections" INTEGER NOT NULL,
    "frames" BIGINT NOT NULL,
    "messages" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "duration_us" BIGINT NOT NULL,
    "protocols" TEXT[],

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot_range" (
    "snapshot_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "from_seq" BIGINT NOT NULL,
    "to_seq" BIGINT NOT NULL,
    "http_count" INTEGER NOT NULL,
    "cut_us" BIGINT,

    CONSTRAINT "snapshot_range_pkey" PRIMARY KEY ("snapshot_id","position")
);

-- CreateTable
CREATE TABLE "profile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_us" BIGINT NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_version" (
    "profile_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "config" JSON NOT NULL,
    "note" TEXT NOT NULL,
    "created_us" BIGINT NOT NULL,

    CONSTRAINT "profile_version_pkey" PRIMARY KEY ("profile_id","version")
);

-- CreateTable
CREATE TABLE "replay" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "timing" JSON NOT NULL,
    "options" JSON NOT NULL,
    "profile_id" UUID,
    "profile_version" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "error" TEXT,
    "progress" JSON,
    "outcome" JSON,
    "note" TEXT,
    "observed_recording_id" UUID,
    "job_id" UUID,
    "created_us" BIGINT NOT NULL,
    "started_us" BIGINT,
    "ended_us" BIGINT,

    CONSTRAINT "replay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "replay_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "profile_id" UUID,
    "profile_version" INTEGER,
    "config" JSON NOT NULL,
    "result" TEXT NOT NULL,
    "passing" INTEGER NOT NULL,
    "asserted" INTEGER NOT NULL,
    "exchanges" INTEGER NOT NULL,
    "summary" JSON NOT NULL,
    "created_us" BIGINT NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("replay_id","n")
);

-- CreateTable
CREATE TABLE "evaluation_chunk" (
    "replay_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "first" INTEGER NOT NULL,
    "exchanges" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "codec" SMALLINT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "evaluation_chunk_pkey" PRIMARY KEY ("replay_id","n","first")
);

-- CreateTable
CREATE TABLE "share" (
    "id" UUID NOT NULL,
    "token_sha256" BYTEA NOT NULL,
    "replay_id" UUID NOT NULL,
    "evaluation" INTEGER NOT NULL,
    "include" TEXT NOT NULL,
    "created_us" BIGINT NOT NULL,
    "expires_us" BIGINT NOT NULL,
    "revoked_us" BIGINT,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "last_opened_us" BIGINT,

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capture" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "listen_host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "bound_port" INTEGER,
    "recording_id" UUID NOT NULL,
    "job_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "error" TEXT,
    "note" TEXT,
    "stats" JSON,
    "created_us" BIGINT NOT NULL,
    "ended_us" BIGINT,

    CONSTRAINT "capture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mock" (
    "id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "options" JSON NOT NULL,
    "job_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "address" TEXT,
    "error" TEXT,
    "note" TEXT,
    "stats" JSON,
    "created_us" BIGINT NOT NULL,
    "ended_us" BIGINT,

    CONSTRAINT "mock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mock_entry" (
    "mock_id" UUID NOT NULL,
    "n" BIGINT NOT NULL,
    "at_us" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "entry" JSON NOT NULL,

    CONSTRAINT "mock_entry_pkey" PRIMARY KEY ("mock_id","n")
);

-- CreateTable
CREATE TABLE "job" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "cancel" BOOLEAN NOT NULL DEFAULT false,
    "progress" JSON,
    "result" JSON,
    "error" TEXT,
    "note" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "worker_id" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "created_us" BIGINT NOT NULL,
    "started_us" BIGINT,
    "ended_us" BIGINT,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recording_purpose_started_us_idx" ON "recording"("purpose", "started_us");

-- CreateIndex
CREATE INDEX "session_recording_id_started_us_idx" ON "session"("recording_id", "started_us");

-- CreateIndex
CREATE INDEX "connection_recording_id_opened_us_id_idx" ON "connection"("recording_id", "opened_us", "id");

-- CreateIndex
CREATE INDEX "connection_session_id_opened_us_id_idx" ON "connection"("session_id", "opened_us", "id");

-- CreateIndex
CREATE INDEX "frame_chunk_connection_id_first_row_idx" ON "frame_chunk"("connection_id", "first_row");

-- CreateIndex
CREATE INDEX "frame_chunk_connection_id_first_us_idx" ON "frame_chunk"("connection_id", "first_us");

-- CreateIndex
CREATE INDEX "snapshot_created_us_idx" ON "snapshot"("created_us");

-- CreateIndex
CREATE INDEX "snapshot_recording_id_idx" ON "snapshot"("recording_id");

-- CreateIndex
CREATE INDEX "snapshot_range_connection_id_idx" ON "snapshot_range"("connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "replay_number_key" ON "replay"("number");

-- CreateIndex
CREATE INDEX "replay_snapshot_id_number_idx" ON "replay"("snapshot_id", "number");

-- CreateIndex
CREATE INDEX "replay_observed_recording_id_idx" ON "replay"("observed_recording_id");

-- CreateIndex
CREATE UNIQUE INDEX "share_token_sha256_key" ON "share"("token_sha256");

-- CreateIndex
CREATE INDEX "share_replay_id_created_us_idx" ON "share"("replay_id", "created_us");

-- CreateIndex
CREATE INDEX "capture_recording_id_idx" ON "capture"("recording_id");

-- CreateIndex
CREATE INDEX "capture_created_us_idx" ON "capture"("created_us");

-- CreateIndex
CREATE INDEX "mock_snapshot_id_idx" ON "mock"("snapshot_id");

-- CreateIndex
CREATE INDEX "mock_created_us_idx" ON "mock"("created_us");

-- CreateIndex
CREATE INDEX "mock_entry_mock_id_kind_n_idx" ON "mock_entry"("mock_id", "kind", "n");

-- CreateIndex
CREATE INDEX "job_state_created_us_idx" ON "job"("state", "created_us");

-- CreateIndex
CREATE INDEX "job_created_us_idx" ON "job"("created_us");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_stat" ADD CONSTRAINT "connection_stat_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frame_chunk" ADD CONSTRAINT "frame_chunk_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frame_blob" ADD CONSTRAINT "frame_blob_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "http_exchange" ADD CONSTRAINT "http_exchange_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_range" ADD CONSTRAINT "snapshot_range_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_range" ADD CONSTRAINT "snapshot_range_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_version" ADD CONSTRAINT "profile_version_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay" ADD CONSTRAINT "replay_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay" ADD CONSTRAINT "replay_observed_recording_id_fkey" FOREIGN KEY ("observed_recording_id") REFERENCES "recording"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "replay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_chunk" ADD CONSTRAINT "evaluation_chunk_replay_id_n_fkey" FOREIGN KEY ("replay_id", "n") REFERENCES "evaluation"("replay_id", "n") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "replay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mock" ADD CONSTRAINT "mock_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mock_entry" ADD CONSTRAINT "mock_entry_mock_id_fkey" FOREIGN KEY ("mock_id") REFERENCES "mock"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

-- Compressed by us already; kept out of line, so that the counters can be read without the payloads.
ALTER TABLE "frame_chunk" ALTER "head" SET STORAGE EXTERNAL, ALTER "body" SET STORAGE EXTERNAL;
ALTER TABLE "frame_blob" ALTER "data" SET STORAGE EXTERNAL;
ALTER TABLE "evaluation_chunk" ALTER "body" SET STORAGE EXTERNAL;

-- Room on the page for the next version of a row that changes with every flush (HOT updates).
ALTER TABLE "connection_stat" SET (fillfactor = 70);
ALTER TABLE "job" SET (fillfactor = 70);

ALTER TABLE "recording" ADD CHECK ("purpose" IN ('capture', 'import', 'replay'));
ALTER TABLE "connection" ADD CHECK ("kind" IN ('websocket', 'http'));
ALTER TABLE "frame_chunk" ADD CHECK ("frames" > 0), ADD CHECK ("codec" IN (0, 1)),
    ADD CHECK ("frames" = "client_text" + "client_binary" + "client_ping" + "client_pong" + "client_close" + "client_other"
        + "server_text" + "server_binary" + "server_ping" + "server_pong" + "server_close" + "server_other");
ALTER TABLE "frame_blob" ADD CHECK ("codec" IN (0, 1));
ALTER TABLE "evaluation_chunk" ADD CHECK ("exchanges" > 0), ADD CHECK ("codec" IN (0, 1));
ALTER TABLE "replay" ADD CHECK ("state" IN ('queued', 'running', 'judging', 'done', 'stopped', 'error'));
ALTER TABLE "evaluation" ADD CHECK ("passing" BETWEEN 0 AND "asserted");
ALTER TABLE "share" ADD CHECK ("include" IN ('all', 'failed', 'none')), ADD CHECK (octet_length("token_sha256") = 32);
ALTER TABLE "capture" ADD CHECK ("state" IN ('queued', 'running', 'stopping', 'stopped', 'failed'));
ALTER TABLE "mock" ADD CHECK ("state" IN ('queued', 'running', 'stopping', 'stopped', 'failed'));
ALTER TABLE "job" ADD CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'));
