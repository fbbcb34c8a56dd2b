/** The candidate that takes the fewest edits to reach, when they are few enough to be a slip; else null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
	const limit = Math.max(1, Math.floor(word.length / 3));
	const ranked = candidates
		.map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate) }))
		.sort((a, b) => a.edits - b.edits);
	const best = ranked[0];
	return best && best.edits <= limit ? best.candidate : null;
}

/** Levenshtein, one row at a time. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
		}
		row = next;
	}
	return row[b.length] as number;
}
