import { setTimeout as sleep } from 'node:timers/promises';

/** Calls `work` every `intervalMs` until the signal is aborted; a call ends before the next one begins. */
export async function everyUntilAborted(
	intervalMs: number,
	signal: AbortSignal,
	work: () => Promise<void> | void,
): Promise<void> {
	while (!signal.aborted) {
		await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
		if (!signal.aborted) await work();
	}
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
