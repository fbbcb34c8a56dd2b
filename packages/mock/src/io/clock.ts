import { performance } from 'node:perf_hooks';

/** Epoch microseconds that never jump: the monotonic clock from the moment the process started. */
export function nowUs(): number {
	return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
