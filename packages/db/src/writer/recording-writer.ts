import { setTimeout as sleep } from 'node:timers/promises';
import type {
	CloseInfo,
	ConnectionOpened,
	Frame,
	Handshake,
	HttpExchange,
	RecordingSink,
	Violation,
} from '@refrain/traffic';
import { zstd } from '../codec.ts';
import { newId } from '../ids.ts';
import { mayRetry } from '../sql.ts';
import { type Batch, type ConnectionPart, cutIntoBatches, packPart, takePart } from './batch.ts';
import { Compactor } from './compactor.ts';
import { ConnectionDraft } from './connection-draft.ts';
import { storeBatch } from './store-batch.ts';
import { WriterClient } from './writer-client.ts';

export interface WriterOptions {
	/** Longest time that a frame waits before it is written. */
	flushMs?: number;
	/** What may wait for Postgres in memory; beyond it frames are dropped and counted. */
	maxPendingBytes?: number;
	/** How long the end waits for a Postgres that is away. */
	closeTimeoutMs?: number;
}

const DEFAULTS: Required<WriterOptions> = {
	flushMs: 300,
	maxPendingBytes: 64 * 1024 * 1024,
	closeTimeoutMs: 10_000,
};

/** With so much in full chunks, writing begins at once. Others wait for more, so that they do not become many small ones. */
const FLUSH_BYTES = 2 * 1024 * 1024;
const RETRY_MS = [50, 100, 250, 500, 1000, 2000];

/**
 * Writes a recording to Postgres as it happens. Frames are copied into chunks; chunks are compressed and stored with COPY
 * in one transaction with everything else that is new. Taking calls only copies: it never waits and never throws.
 *
 * While Postgres is away frames wait, up to a limit; what comes then is dropped, counted on its connection, and leaves a
 * gap in `seq` at its place. A batch whose COMMIT got lost is not stored twice (writer_cursor).
 */
export class RecordingWriter implements RecordingSink, AsyncDisposable {
	readonly #recordingId: string;
	readonly #options: Required<WriterOptions>;
	readonly #client: WriterClient;
	readonly #writerId = newId();
	readonly #drafts = new Map<string, ConnectionDraft>();
	/** Those with something new, in the order in which it came. */
	readonly #changed = new Set<ConnectionDraft>();
	readonly #compactor = new Compactor();
	#pendingBytes = 0;
	/** Of it, in full chunks. */
	#fullBytes = 0;
	#batches = 0;
	#droppedFrames = 0;
	#lastError: Error | null = null;
	/** Calls taken, and how many of them are dealt with. */
	#given = 0;
	#stored = 0;
	#timer: NodeJS.Timeout | null = null;
	/** Everything is to be written, also what is in chunks that are not full. */
	#isDue = false;
	/** Writing begins in the next turn of the event loop. */
	#isUrgent = false;
	#writing: Promise<void> | null = null;
	#hasCursor = false;
	#givenUp = false;
	#closing: Promise<void> | null = null;

	constructor(url: string, recordingId: string, options: WriterOptions = {}) {
		this.#recordingId = recordingId;
		this.#options = { ...DEFAULTS, ...options };
		this.#client = new WriterClient(url);
	}

	/** Frames given but not stored, so far. */
	get droppedFrames(): number {
		return this.#droppedFrames;
	}

	/** Why something could not be stored, the last time. */
	get lastError(): Error | null {
		return this.#lastError;
	}

	open(connection: ConnectionOpened): void {
		// The row belongs to this recording, whatever the capture calls it.
		const draft = new ConnectionDraft({ ...connection, recordingId: this.#recordingId });
		this.#drafts.set(connection.id, draft);
		this.#touch(draft);
	}

	handshake(connectionId: string, handshake: Handshake): void {
		this.#change(connectionId, (draft) => draft.setHandshake(handshake));
	}

	frame(connectionId: string, frame: Frame): void {
		const draft = this.#drafts.get(connectionId);
		if (draft === undefined || draft.refused || this.#closing !== null) {
			this.#droppedFrames++;
			return;
		}
		if (this.#pendingBytes + frame.payload.byteLength > this.#options.maxPendingBytes) {
			this.#droppedFrames++;
			draft.dropFrame();
		} else {
			const { bytes, fullBytes } = draft.addFrame(frame);
			this.#pendingBytes += bytes;
			this.#fullBytes += fullBytes;
		}
		this.#touch(draft);
	}

	http(connectionId: string, exchange: HttpExchange): void {
		this.#change(connectionId, (draft) => {
			const hasRoom = this.#pendingBytes < this.#options.maxPendingBytes;
			this.#pendingBytes += draft.addHttp(hasRoom ? exchange : withoutBodies(exchange));
		});
	}

	violation(connectionId: string, violation: Violation): void {
		this.#change(connectionId, (draft) => draft.addViolation(violation));
	}

	close(connectionId: string, close: CloseInfo, atUs: number): void {
		this.#change(connectionId, (draft) => draft.setClose(close, atUs));
	}

	/** Resolves when everything given so far is stored (or was refused for good). */
	async flush(): Promise<void> {
		const given = this.#given;
		while (this.#stored < given) {
			this.#isDue = true;
			await this.#write();
		}
	}

	/** Stores what is left, waiting a limited time for Postgres; what is still not stored then counts as dropped. */
	[Symbol.asyncDispose](): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #close(): Promise<void> {
		const timeout = setTimeout(() => {
			this.#givenUp = true;
			void this.#client.drop();
		}, this.#options.closeTimeoutMs);
		await this.flush();
		clearTimeout(timeout);
		if (this.#timer !== null) clearTimeout(this.#timer);
		if (!this.#givenUp) await this.#tidy();
		await this.#client.drop();
	}

	/** Merges what is left of small chunks, and forgets the cursor. What fails here is only tidiness. */
	async #tidy(): Promise<void> {
		try {
			const client = await this.#client.get();
			await this.#compactor.run(client, { all: true });
			if (this.#hasCursor) await client.query('delete from writer_cursor where writer_id = $1', [this.#writerId]);
		} catch (error) {
			this.#lastError = error as Error;
		}
	}

	#change(connectionId: string, change: (draft: ConnectionDraft) => void): void {
		const draft = this.#drafts.get(connectionId);
		if (draft === undefined || draft.refused) return;
		change(draft);
		this.#touch(draft);
	}

	#touch(draft: ConnectionDraft): void {
		this.#changed.add(draft);
		this.#given++;
		this.#schedule();
	}

	#schedule(): void {
		if (this.#changed.size === 0) return;
		this.#timer ??= setTimeout(() => {
			this.#timer = null;
			this.#isDue = true;
			void this.#write();
		}, this.#options.flushMs);
		if (this.#writing !== null || this.#isUrgent) return;
		const isHalfFull = this.#pendingBytes >= this.#options.maxPendingBytes / 2;
		if (this.#fullBytes < FLUSH_BYTES && !isHalfFull && !this.#isDue) return;
		this.#isUrgent = true;
		this.#isDue ||= isHalfFull;
		setImmediate(() => void this.#write());
	}

	/** One round of writing; the one that runs, when one does. */
	#write(): Promise<void> {
		this.#writing ??= this.#writeNew().finally(() => {
			this.#writing = null;
			this.#isUrgent = false;
			this.#schedule();
		});
		return this.#writing;
	}

	async #writeNew(): Promise<void> {
		const given = this.#given;
		const everything = this.#isDue;
		const drafts = [...this.#changed];
		this.#isDue = false;
		this.#fullBytes = 0;
		this.#changed.clear();
		const parts = drafts.map((draft) => takePart(draft, everything));
		for (const draft of drafts) if (draft.hasMore) this.#changed.add(draft);
		await this.#storeParts(cutIntoBatches(parts));
		if (everything) this.#stored = given;
		for (const draft of drafts)
			if (draft.closedAtUs !== null && !this.#changed.has(draft)) this.#drafts.delete(draft.opened.id);
		await this.#compact();
	}

	/** The next batch is compressed while the one before is stored. */
	async #storeParts(batches: readonly ConnectionPart[][]): Promise<void> {
		let storing: Promise<void> = Promise.resolve();
		for (const parts of batches) {
			const isPacked = await this.#pack(parts);
			await storing;
			if (isPacked) storing = this.#store({ number: ++this.#batches, parts });
			else for (const part of parts) this.#release(part, { lost: true });
		}
		await storing;
	}

	/** False when it cannot be done: the codec does not load, or memory is short. */
	async #pack(parts: readonly ConnectionPart[]): Promise<boolean> {
		try {
			const codec = await zstd();
			for (const part of parts) await packPart(part, codec);
			return true;
		} catch (error) {
			this.#lastError = error as Error;
			return false;
		}
	}

	async #store(batch: Batch): Promise<void> {
		const refusal = await this.#tryToStore(batch);
		if (refusal !== null && batch.parts.length > 1 && !this.#givenUp) {
			// One part that cannot be stored does not take the others with it.
			for (const part of batch.parts) await this.#store({ number: ++this.#batches, parts: [part] });
			return;
		}
		for (const part of batch.parts) this.#release(part, { lost: refusal !== null });
	}

	/** null when it is stored, else why it never will be. */
	async #tryToStore(batch: Batch): Promise<Error | null> {
		for (let attempt = 0; ; attempt++) {
			// Whatever keeps us from connecting may go away; what the database says of the batch may not.
			let hasConnected = false;
			try {
				const client = await this.#client.get();
				hasConnected = true;
				const of = { writerId: this.#writerId, recordingId: this.#recordingId, again: attempt > 0 };
				await storeBatch(client, batch, of);
				this.#hasCursor = true;
				return null;
			} catch (error) {
				this.#lastError = error as Error;
				if (this.#givenUp || (hasConnected && !mayRetry(error))) return this.#lastError;
				await this.#client.drop();
				await sleep(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
			}
		}
	}

	/** What was stored, or never will be, takes no memory any more. */
	#release(part: ConnectionPart, { lost }: { lost: boolean }): void {
		this.#pendingBytes -= part.bytes;
		if (!lost) {
			this.#compactor.add(part);
			return;
		}
		this.#droppedFrames += part.frames;
		part.draft.refused = true;
	}

	async #compact(): Promise<void> {
		if (!this.#compactor.isDue) return;
		try {
			await this.#compactor.run(await this.#client.get());
		} catch (error) {
			// It is tried again when more has come.
			this.#lastError = error as Error;
			await this.#client.drop();
		}
	}
}

/** What is left of an exchange when there is no room for it. */
function withoutBodies(exchange: HttpExchange): HttpExchange {
	return { ...exchange, requestBody: new Uint8Array(), responseBody: new Uint8Array(), truncated: true };
}
