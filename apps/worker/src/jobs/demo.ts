import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@refrain/db';
import { runDemoClient, startDemo } from '@refrain/demo';
import { z } from 'zod';
import type { JobRunner } from '../job-runner.ts';

/** Told to the UI, and to the next run when this worker dies. */
interface DemoProgress {
	/** Addresses of the two builds of the service. */
	correct: string;
	faulty: string;
	captureId: string;
	recordingId: string;
}

const earlierSchema = z.object({ captureId: z.uuid() });

/** Who uses the service, and how long after the first one they begin. */
const USERS = [
	{ name: 'ada', delayMs: 0 },
	{ name: 'grace', delayMs: 4_000 },
];

const PAUSE_MS = 5_000;
const LISTENING_TIMEOUT_MS = 15_000;

/** The demo service in both builds, a capture in front of the correct one, and two users of it, until it is stopped. */
export const demo: JobRunner<'demo'> = {
	kind: 'demo',
	onShutdown: 'end',
	async run(_payload, { db, signal, report, earlier }) {
		await stopCapture(db, earlierSchema.safeParse(earlier).data?.captureId);
		await using correct = await startDemo({ build: 'correct' });
		await using faulty = await startDemo({ build: 'faulty' });
		const { id: captureId, recordingId } = await db.captures.create({
			name: 'Demo service',
			target: `ws://127.0.0.1:${correct.port}`,
			listenHost: '127.0.0.1',
			port: 0,
		});
		const progress: DemoProgress = { correct: correct.url, faulty: faulty.url, captureId, recordingId };
		report(progress);
		try {
			const port = await listeningPort(db, captureId, signal);
			if (port === null) return;
			await Promise.all(USERS.map((user) => useRepeatedly(`ws://127.0.0.1:${port}/ws`, user, signal)));
		} finally {
			await stopCapture(db, captureId);
		}
	},
};

/** The capture is a job of its own: waits until a worker has opened its port. */
async function listeningPort(db: Database, captureId: string, signal: AbortSignal): Promise<number | null> {
	for (const deadlineMs = Date.now() + LISTENING_TIMEOUT_MS; Date.now() < deadlineMs && !signal.aborted; ) {
		const { state, port, error } = await db.captures.get(captureId);
		if (state === 'running') return port;
		if (state === 'failed') throw new Error(`The capture in front of the demo service failed: ${error}`);
		await sleep(50);
	}
	if (signal.aborted) return null;
	throw new Error('The capture in front of the demo service did not start within 15 s.');
}

async function useRepeatedly(url: string, user: (typeof USERS)[number], signal: AbortSignal): Promise<void> {
	const pause = (delayMs: number) => sleep(delayMs, undefined, { signal }).catch(() => undefined);
	await pause(user.delayMs);
	while (!signal.aborted) {
		// The capture may be restarted under the client; the next round tries again.
		await runDemoClient({ url, headers: { cookie: `session=${user.name}` }, signal }).catch(() => undefined);
		await pause(PAUSE_MS);
	}
}

async function stopCapture(db: Database, captureId: string | undefined): Promise<void> {
	if (captureId !== undefined) await db.captures.stop(captureId).catch(() => undefined); // deleted by a person
}
