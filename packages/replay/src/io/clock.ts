/** Microseconds since the epoch that never run backwards. */
export interface Clock {
	nowUs(): number;
}

const ORIGIN_US = Math.round(performance.timeOrigin * 1000);

/** The monotonic clock of this process, set to the time of day at its start. */
export const processClock: Clock = { nowUs: () => ORIGIN_US + Math.round(performance.now() * 1000) };
