import { isDeepStrictEqual } from 'node:util';
import type { Database, MockRow } from '@refrain/db';
import { type Mock, type MockLogEntry, startMock } from '@refrain/mock';
import type { JobRunner } from '../job-runner.ts';
import { everyUntilAborted, messageOf } from '../until-aborted.ts';

const LOG_INTERVAL_MS = 250;

/** Serves a snapshot until it is stopped. */
export const mock: JobRunner<'mock'> = {
	kind: 'mock',
	onShutdown: 'requeue',
	async run({ mockId }, { db, signal, listenHost }) {
		const row = await db.mocks.get(mockId);
		const entries: MockLogEntry[] = [];
		const running = await start(db, row, { host: listenHost ?? row.host, onEntry: (entry) => entries.push(entry) });
		await db.mocks.setState(mockId, { state: 'running', address: running.url, error: null });
		let told: unknown;
		const tell = async () => {
			await db.mocks.log(mockId, entries.splice(0));
			const stats = running.stats();
			if (isDeepStrictEqual(stats, told)) return;
			told = stats;
			await db.mocks.setState(mockId, { stats: { ...stats } });
		};
		await everyUntilAborted(LOG_INTERVAL_MS, signal, tell);
		await running.stop();
		await tell();
		if (signal.reason === 'lost') return;
		await db.mocks.setState(mockId, { state: signal.reason === 'shutdown' ? 'queued' : 'stopped', address: null });
	},
};

async function start(
	db: Database,
	row: MockRow,
	{ host, onEntry }: { host: string; onEntry: (entry: MockLogEntry) => void },
): Promise<Mock> {
	try {
		const snapshot = await db.snapshots.load(row.snapshotId);
		return await startMock({ snapshot, host, port: row.port, options: row.options, onEntry });
	} catch (error) {
		await db.mocks.setState(row.id, { state: 'failed', error: messageOf(error) });
		throw error;
	}
}
