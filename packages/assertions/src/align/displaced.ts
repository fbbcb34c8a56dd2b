/**
 * Of numbers that should grow, the fewest that must be taken out so that the rest does: those that are out of order. As indexes.
 * (The rest is a longest increasing subsequence, found by patience sorting.)
 */
export function displaced(numbers: readonly number[]): Set<number> {
	/** For each length, the index of the smallest number that ends an increasing subsequence of that length. */
	const tails: number[] = [];
	const previous: number[] = [];
	for (const [index, number] of numbers.entries()) {
		let [low, high] = [0, tails.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((numbers[tails[middle] as number] as number) < number) low = middle + 1;
			else high = middle;
		}
		previous[index] = low > 0 ? (tails[low - 1] as number) : -1;
		tails[low] = index;
	}
	const kept = new Set<number>();
	for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] as number) kept.add(index);
	return new Set([...numbers.keys()].filter((index) => !kept.has(index)));
}
