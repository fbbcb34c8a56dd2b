/** Gives numbers in [0, 1). */
export type Random = () => number;

/** Random numbers that a seed repeats (mulberry32), so that a test can have the same data twice. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A short random id such as '4fzyo82mvyr'. */
export function randomId(random: Random): string {
	return Array.from({ length: 11 }, () => Math.floor(random() * 36).toString(36)).join('');
}
