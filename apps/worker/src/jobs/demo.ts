import { setTimeout as sleep } from 'node:timers/promises';
import { parseEndpoint, startCapture } from '@refrain/capture';
import { runDemoClient, startDemo } from '@refrain/demo';
import { type JobContext, type JobHandler, stopped } from './job-handler.ts';

/** What the job tells while the demo is up. */
export interface DemoProgress {
	/** Addresses of the two builds of the service, and of the capture in front of the correct one. */
	correct: string;
	faulty: string;
	capture: string;
	recordingId: string;
	/** Clients that have come and gone. */
	clients: number;
}

/** One after the other, each an actor of its own; then the demo is quiet, and waits for clients of the user. */
const CLIENTS = 5;
const PAUSE_MS = 15_000;

/** Runs the demo service, correct and faulty, with a capture in front of the correct one and clients through it. */
export const demo: JobHandler<'demo'> = {
	kind: 'demo',
	async run(context) {
		const { db, signal, progress } = context;
		await using correct = await startDemo({ build: 'correct' });
		await using faulty = await startDemo({ build: 'faulty' });
		const { id: recordingId } = await db.recordings.create({ name: 'Demo', source: `record ${correct.url}` });
		await using writer = db.writer(recordingId);
		await using capture = await startCapture({
			listeners: [{ port: 0, mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${correct.port}`) }],
			recordingId,
			sink: writer,
		});
		const told: DemoProgress = {
			correct: `ws://127.0.0.1:${correct.port}`,
			faulty: `ws://127.0.0.1:${faulty.port}`,
			capture: `ws://127.0.0.1:${capture.addresses[0]?.port}`,
			recordingId,
			clients: 0,
		};
		progress(told);
		const clients = runClients(context, told);
		await stopped(signal);
		await clients;
		await capture.stop();
		await writer.flush();
		await db.recordings.end(recordingId);
		return told;
	},
};

async function runClients({ signal, progress, warn }: JobContext<'demo'>, told: DemoProgress): Promise<void> {
	for (let number = 1; number <= CLIENTS && !signal.aborted; number++) {
		const headers = { cookie: `sid=demo-visitor-${number}` };
		try {
			await runDemoClient({ url: `${told.capture}/ws`, headers, signal });
		} catch (error) {
			if (!signal.aborted) warn(`demo client ${number}: ${(error as Error).message}`);
		}
		told.clients = number;
		if (!signal.aborted) progress(told);
		await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
	}
}
