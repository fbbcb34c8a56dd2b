import type { MockRow } from '@refrain/db';
import { type Mock, type MockLogEntry, type MockOptionsInput, startMock } from '@refrain/mock';
import { type JobContext, type JobHandler, stopped } from './job-handler.ts';
import { repeat } from './repeat.ts';
import { takePort } from './take-port.ts';

const LOG_EVERY_MS = 250;
/** Lines that wait for the database; of what is more, the oldest go. */
const MAX_WAITING_ENTRIES = 10_000;

/** Serves a snapshot until it is stopped. */
export const mock: JobHandler<'mock'> = {
	kind: 'mock',
	async run(context) {
		const { db, job } = context;
		const row = await db.mocks.get(job.payload.mockId);
		const entries: MockLogEntry[] = [];
		await using running = await start(context, row, entries);
		await db.mocks.setState(row.id, { state: 'running', address: running.url, error: null });
		const reason = await serve(context, row, { running, entries });
		await running.stop();
		if (reason === 'lost') return null;
		await db.mocks.setState(row.id, { state: 'stopped', address: null, stats: { ...running.stats() } });
		return running.stats();
	},
	async failed(db, { mockId }, error) {
		await db.mocks.setState(mockId, { state: 'failed', address: null, error });
	},
};

async function start(context: JobContext<'mock'>, row: MockRow, entries: MockLogEntry[]): Promise<Mock> {
	const snapshot = await context.db.snapshots.load(row.snapshotId);
	const listen = () =>
		startMock({
			snapshot,
			host: row.host,
			port: row.port,
			options: row.options as MockOptionsInput,
			onEntry(entry) {
				entries.push(entry);
				if (entries.length > MAX_WAITING_ENTRIES) entries.shift();
			},
		});
	return takePort(context, listen);
}

async function serve(
	{ db, signal, warn }: JobContext<'mock'>,
	row: MockRow,
	{ running, entries }: { running: Mock; entries: MockLogEntry[] },
) {
	let told = '';
	const tell = async () => {
		const lines = entries.splice(0);
		await db.mocks.log(row.id, lines);
		const stats = { ...running.stats() };
		const text = JSON.stringify(stats);
		if (text === told) return;
		await db.mocks.setState(row.id, { stats });
		told = text;
	};
	await using _telling = repeat(LOG_EVERY_MS, tell, (error) => warn(`mock ${row.address}: ${error.message}`));
	return await stopped(signal);
}
