/** Microseconds since the epoch. */
export interface Clock {
	nowUs(): number;
}

const ORIGIN_US = performance.timeOrigin * 1000;

/** The wall clock at the start of the process, carried on by the monotonic one: it never jumps back within a capture. */
export const systemClock: Clock = { nowUs: () => Math.round(ORIGIN_US + performance.now() * 1000) };
