import { type Capture, CaptureError, parseEndpoint, startCapture } from '@refrain/capture';
import type { CaptureRow } from '@refrain/db';
import { recorderThread } from '../recorder-thread.ts';
import { type JobContext, type JobHandler, stopped } from './job-handler.ts';
import { repeat } from './repeat.ts';

const STATS_EVERY_MS = 1000;

/** Runs a recording proxy until it is stopped. */
export const capture: JobHandler<'capture'> = {
	kind: 'capture',
	async run(context) {
		const { db, job } = context;
		const row = await db.captures.get(job.payload.captureId);
		await db.recordings.reopen(row.recordingId);
		await using running = await start(context, row);
		const [address] = running.addresses;
		await db.captures.setState(row.id, { state: 'running', port: address?.port ?? row.port, error: null });
		const reason = await record(context, row, running);
		await running.stop();
		if (reason === 'lost') return null;
		await db.recordings.end(row.recordingId);
		await db.captures.setState(row.id, { state: 'stopped', stats: { ...running.stats() } });
		return running.stats();
	},
	async failed(db, { captureId }, error) {
		const { recordingId } = await db.captures.get(captureId);
		await db.connections.endOpen(recordingId, error);
		await db.recordings.end(recordingId);
		await db.captures.setState(captureId, { state: 'failed', error });
	},
};

async function start({ databaseUrl }: JobContext<'capture'>, row: CaptureRow): Promise<Capture> {
	const { recordingId } = row;
	const target = parseEndpoint(row.target);
	const listen = (port: number) =>
		startCapture({
			listeners: [{ host: row.listenHost, port, mode: 'reverse', target }],
			recordingId,
			...recorderThread({ databaseUrl, recordingId }),
		});
	// Started again, a capture takes the port that its clients know; any other will do where any was asked for.
	return listen(row.port).catch((error) => {
		const anyPort = row.requestedPort === 0 && row.port !== 0;
		if (anyPort && error instanceof CaptureError && error.code === 'PORT_IN_USE') return listen(0);
		throw error;
	});
}

async function record({ db, signal, warn }: JobContext<'capture'>, row: CaptureRow, running: Capture) {
	let told = '';
	const tell = async () => {
		const stats = { ...running.stats() };
		const text = JSON.stringify(stats);
		if (text === told) return;
		await db.captures.setState(row.id, { stats });
		told = text;
	};
	await using _telling = repeat(STATS_EVERY_MS, tell, (error) => warn(`capture ${row.name}: ${error.message}`));
	return await stopped(signal);
}
