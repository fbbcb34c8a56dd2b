/** Counts of recorded and replayed latencies in the same bins, as shares of the tallest. */
export interface LatencyBins {
	recorded: number[];
	observed: number[];
	fromUs: number;
	toUs: number;
}

/** Bins grow by a constant factor: latencies spread over orders of magnitude. Null when there is nothing to show. */
export function latencyBins(
	recorded: readonly number[],
	observed: readonly number[],
	bins: number,
): LatencyBins | null {
	const all = [...recorded, ...observed].filter((value) => value > 0);
	if (all.length === 0) return null;
	let [fromUs, toUs] = [Number.POSITIVE_INFINITY, 0];
	for (const value of all) {
		fromUs = Math.min(fromUs, value);
		toUs = Math.max(toUs, value);
	}
	const span = Math.log(toUs / fromUs) || 1;
	const count = (values: readonly number[]) => {
		const counts = new Array<number>(bins).fill(0);
		for (const value of values) {
			if (value <= 0) continue;
			const bin = Math.min(bins - 1, Math.floor((Math.log(value / fromUs) / span) * bins));
			counts[bin] = (counts[bin] ?? 0) + 1;
		}
		return counts;
	};
	const [left, right] = [count(recorded), count(observed)];
	const tallest = Math.max(...left, ...right);
	const share = (counts: number[]) => counts.map((value) => value / tallest);
	return { recorded: share(left), observed: share(right), fromUs, toUs };
}
