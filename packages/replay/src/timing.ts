import { ReplayError } from './replay-error.ts';
import type { ReplayOptions, Timing } from './replay-options.ts';

/** Reads 'recorded', 'asap', '2x', '0.5x' or '100ms' (that much between client messages). Throws TIMING_INVALID. */
export function parseTiming(text: string): Timing {
	const word = text.trim().toLowerCase();
	if (word === 'recorded' || word === 'asap') return { mode: word };
	const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+)(x|ms|s)$/.exec(word) ?? [];
	const value = Number(number);
	if (unit === 'x' && value > 0) return { mode: 'speed', factor: value };
	if (unit === 'ms' || unit === 's') return { mode: 'flat', gapMs: unit === 's' ? value * 1000 : value };
	throw new ReplayError(
		'TIMING_INVALID',
		`"${text}" is no timing; write recorded, asap, a speed such as 2x or 0.5x, or a fixed gap such as 100ms`,
	);
}

/** The inverse of `parseTiming`. */
export function printTiming(timing: Timing): string {
	switch (timing.mode) {
		case 'speed':
			return `${timing.factor}x`;
		case 'flat':
			return `${timing.gapMs}ms`;
		default:
			return timing.mode;
	}
}

/** How long to wait after an event of the recording before the client's next action, microseconds. */
export function plannedGapUs(
	recordedUs: number,
	{ timing, maxGapMs }: Pick<ReplayOptions, 'timing' | 'maxGapMs'>,
): number {
	const cappedUs = Math.max(0, maxGapMs === null ? recordedUs : Math.min(recordedUs, maxGapMs * 1000));
	switch (timing.mode) {
		case 'recorded':
			return cappedUs;
		case 'speed':
			return cappedUs / timing.factor;
		case 'flat':
			return timing.gapMs * 1000;
		case 'asap':
			return 0;
	}
}
