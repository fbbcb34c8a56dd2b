import { PrismaPg } from '@prisma/adapter-pg';
import { Frames } from './frames/frames.ts';
import { PrismaClient } from './generated/client.ts';
import { Notifications } from './notifications.ts';
import { Captures } from './repositories/captures.ts';
import { Connections } from './repositories/connections.ts';
import { Evaluations } from './repositories/evaluations.ts';
import { Jobs } from './repositories/jobs.ts';
import { Mocks } from './repositories/mocks.ts';
import { Profiles } from './repositories/profiles.ts';
import { Recordings } from './repositories/recordings.ts';
import { Replays } from './repositories/replays.ts';
import { Sessions } from './repositories/sessions.ts';
import { Shares } from './repositories/shares.ts';
import { Snapshots } from './repositories/snapshots.ts';
import { createPool } from './sql.ts';
import { RecordingWriter, type WriterOptions } from './writer/recording-writer.ts';

/** One repository for each aggregate, over one pool of connections. */
export interface Database extends AsyncDisposable {
	readonly recordings: Recordings;
	readonly sessions: Sessions;
	readonly connections: Connections;
	readonly frames: Frames;
	readonly snapshots: Snapshots;
	readonly profiles: Profiles;
	readonly replays: Replays;
	readonly evaluations: Evaluations;
	readonly shares: Shares;
	readonly captures: Captures;
	readonly mocks: Mocks;
	readonly jobs: Jobs;
	readonly notifications: Notifications;
	/** Writes what a capture or a replay sees into this recording. The recording itself is ended by {@link Recordings.end}. */
	writer(recordingId: string, options?: WriterOptions): RecordingWriter;
	close(): Promise<void>;
}

/**
 * Opens a migrated database. Connects when it is first used.
 * @param url `postgresql://user:password@host:port/database`
 * @param options `max`: connections of the pool; listening takes one more
 */
export function openDatabase(url: string, { max = 10 }: { max?: number } = {}): Database {
	const pool = createPool(url, max);
	const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
	const notifications = new Notifications(url, pool);
	const connections = new Connections(pool);
	const frames = new Frames(pool);
	const recordings = new Recordings(pool, prisma);
	const writer = (recordingId: string, options?: WriterOptions) => new RecordingWriter(url, recordingId, options);
	let closing: Promise<void> | undefined;
	const close = () => {
		closing ??= (async () => {
			await notifications.close();
			await prisma.$disconnect();
			await pool.end();
		})();
		return closing;
	};
	return {
		recordings,
		sessions: new Sessions(pool),
		connections,
		frames,
		snapshots: new Snapshots(pool, { recordings, connections, frames, writer }),
		profiles: new Profiles(prisma),
		replays: new Replays(pool),
		evaluations: new Evaluations(pool),
		shares: new Shares(prisma),
		captures: new Captures(pool),
		mocks: new Mocks(pool),
		jobs: new Jobs(pool),
		notifications,
		writer,
		close,
		[Symbol.asyncDispose]: close,
	};
}
