/** Fewer gaps than this are no beat. */
const MIN_GAPS = 3;
/** How far a gap may be from a whole number of periods, as a share of the period. */
export const BEAT_TOLERANCE = 0.25;

/**
 * The period of messages that come on a timer; null when they do not. Gaps may be whole multiples of it, as when one was left out,
 * but at least half of them must be single.
 */
export function beatOf(offsetsUs: readonly number[]): number | null {
	const gaps = offsetsUs.slice(1).map((offset, index) => offset - (offsetsUs[index] as number));
	if (gaps.length < MIN_GAPS) return null;
	const period = [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] as number;
	if (period <= 0) return null;
	const regular = gaps.every((gap) => {
		const periods = Math.round(gap / period);
		return periods >= 1 && Math.abs(gap - periods * period) <= BEAT_TOLERANCE * period;
	});
	return regular ? period : null;
}

/** Number of each message on the beat, counted from the first one; steps from message to message, so that a slow drift does not add up. */
export function beatNumbers(offsetsUs: readonly number[], periodUs: number): number[] {
	let number = 0;
	return offsetsUs.map((offset, index) => {
		if (index > 0) number += Math.max(1, Math.round((offset - (offsetsUs[index - 1] as number)) / periodUs));
		return number;
	});
}
