import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 20_000;
const RETRY_MS = 500;

/**
 * Calls `listen`. In a job that is started again the port may still be held by the worker that was taken for dead: it
 * hears so with its next heartbeat, so the port is waited for.
 */
export async function takePort<Server>(
	{ job, signal }: { job: { attempts: number }; signal: AbortSignal },
	listen: () => Promise<Server>,
): Promise<Server> {
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		try {
			return await listen();
		} catch (error) {
			const mayBecomeFree = job.attempts > 1 && isPortInUse(error) && Date.now() < deadline && !signal.aborted;
			if (!mayBecomeFree) throw error;
			await sleep(RETRY_MS);
		}
	}
}

export function isPortInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'PORT_IN_USE';
}
