import { isDeepStrictEqual } from 'node:util';
import { type Capture, parseEndpoint, startCapture } from '@refrain/capture';
import type { CaptureRow, Database } from '@refrain/db';
import type { JobContext, JobRunner } from '../job-runner.ts';
import { everyUntilAborted, messageOf } from '../until-aborted.ts';

const STATS_INTERVAL_MS = 1000;

/** Runs a recording proxy until it is stopped. */
export const capture: JobRunner<'capture'> = {
	kind: 'capture',
	onShutdown: 'requeue',
	async run({ captureId }, { db, signal, listenHost }) {
		const row = await db.captures.get(captureId);
		await db.recordings.reopen(row.recordingId);
		await using writer = db.writer(row.recordingId);
		const failures: string[] = [];
		const running = await start(db, row, {
			listenHost,
			sink: writer,
			onTargetFailure: (message) => failures.push(message),
		});
		const port = running.addresses[0]?.port ?? row.port;
		await db.captures.setState(captureId, { state: 'running', port, error: null });
		let told: unknown;
		await everyUntilAborted(STATS_INTERVAL_MS, signal, async () => {
			const { droppedFrames } = writer;
			const stats = { ...running.stats(), unstoredFrames: droppedFrames, lastTargetFailure: failures.at(-1) ?? null };
			if (isDeepStrictEqual(stats, told)) return;
			told = stats;
			await db.captures.setState(captureId, { stats });
		});
		await running.stop();
		await writer[Symbol.asyncDispose]();
		await end(db, row, signal);
	},
};

async function start(
	db: Database,
	row: CaptureRow,
	options: {
		listenHost: JobContext['listenHost'];
		sink: Parameters<typeof startCapture>[0]['sink'];
		onTargetFailure: (message: string) => void;
	},
): Promise<Capture> {
	try {
		return await startCapture({
			listeners: [
				{
					mode: 'reverse',
					host: options.listenHost ?? row.listenHost,
					port: row.port,
					target: parseEndpoint(row.target),
				},
			],
			recordingId: row.recordingId,
			sink: options.sink,
			onTargetFailure: ({ message }) => options.onTargetFailure(message),
		});
	} catch (error) {
		await db.captures.setState(row.id, { state: 'failed', error: messageOf(error) });
		await db.recordings.end(row.recordingId);
		throw error;
	}
}

async function end(db: Database, row: CaptureRow, signal: AbortSignal): Promise<void> {
	if (signal.reason === 'lost') return;
	if (signal.reason === 'shutdown') {
		await db.captures.setState(row.id, { state: 'queued', port: null });
		return;
	}
	await db.recordings.end(row.recordingId);
	await db.captures.setState(row.id, { state: 'stopped' });
}
