import { type Capture, parseEndpoint, startCapture } from '@refrain/capture';
import type { CaptureRow } from '@refrain/db';
import { recorderThread } from '../recorder-thread.ts';
import { type JobContext, type JobHandler, type StopReason, sentenceOf, stopped } from './job-handler.ts';
import { repeat } from './repeat.ts';
import { isPortInUse, takePort } from './take-port.ts';

const STATS_EVERY_MS = 1000;

/** Runs a recording proxy until it is stopped. */
export const capture: JobHandler<'capture'> = {
	kind: 'capture',
	async run(context) {
		const { db, job } = context;
		const row = await db.captures.get(job.payload.captureId);
		await db.recordings.reopen(row.recordingId);
		const target: TargetState = { failure: null };
		await using running = await start(context, row, target);
		const [address] = running.addresses;
		await db.captures.setState(row.id, { state: 'running', port: address?.port ?? row.port, error: null });
		const reason = await record(context, row, { running, target });
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

/** A service that cannot be reached stops no capture, its clients get a 502; the row says so. */
interface TargetState {
	failure: string | null;
}

async function start(context: JobContext<'capture'>, row: CaptureRow, target: TargetState): Promise<Capture> {
	const { recordingId, listenHost: host } = row;
	const { databaseUrl } = context;
	const listen = (port: number) =>
		startCapture({
			listeners: [{ host, port, mode: 'reverse', target: parseEndpoint(row.target) }],
			recordingId,
			...recorderThread({ databaseUrl, recordingId }),
			onNotice(notice) {
				if (notice.code === 'TARGET_UNREACHABLE') target.failure = sentenceOf(notice.message);
			},
		});
	// Started again, a capture takes the port that its clients know; any other will do where any was asked for.
	return takePort(context, () => listen(row.port)).catch((error) => {
		if (isPortInUse(error) && row.requestedPort === 0 && row.port !== 0) return listen(0);
		throw error;
	});
}

/** Tells what went through, until the capture has to stop. */
async function record(
	{ db, signal, warn }: JobContext<'capture'>,
	row: CaptureRow,
	{ running, target }: { running: Capture; target: TargetState },
): Promise<StopReason> {
	let told = '';
	let failures = 0;
	const tell = async () => {
		const stats = { ...running.stats() };
		// As long as no other connection came, the last one is how it is.
		const error =
			stats.targetFailures > failures || stats.totalConnections === stats.targetFailures ? target.failure : null;
		failures = stats.targetFailures;
		const change = { stats, error };
		const text = JSON.stringify(change);
		if (text === told) return;
		await db.captures.setState(row.id, change);
		told = text;
	};
	await using _telling = repeat(STATS_EVERY_MS, tell, (error) => warn(`capture ${row.name}: ${error.message}`));
	return await stopped(signal);
}
