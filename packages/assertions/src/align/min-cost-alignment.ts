/** One step of an alignment: both sides matched, or one side alone. */
export type AlignedPair =
	| { expected: number; observed: number }
	| { expected: number; observed: null }
	| { expected: null; observed: number };

export interface AlignmentTask {
	/** Lengths of the two sequences. */
	expected: number;
	observed: number;
	/** Cost of matching item i with item j, at least 0; more than 2 means never (two gaps are cheaper). */
	cost(i: number, j: number): number;
	/** How far a path may leave the diagonal; by default as far as it takes to be exact. */
	maxBand?: number;
}

const FIRST_BAND = 16;
/** Leaving out an item of either side costs this much. */
const GAP = 1;
const DIAGONAL = 1;
const DOWN = 2;
const RIGHT = 3;

/**
 * Aligns two sequences so that the sum of match costs and gaps (1 each) is least, keeping both orders.
 *
 * Only a band around the diagonal is computed. A path that leaves a band of width k on either side has at least 2(k + 1) gaps
 * more than the difference in length, so when the best path inside costs no more than that, it is the best of all; else the band
 * is doubled. Nearly equal sequences of any length are quick that way, and the answer is still exact unless `maxBand` ends it.
 */
export function minCostAlignment(task: AlignmentTask): AlignedPair[] {
	const shorter = Math.min(task.expected, task.observed);
	// Items that match at no cost at either end match in a best alignment too: whatever else were done with the two, doing this
	// instead leaves no more gaps and costs no more.
	let start = 0;
	while (start < shorter && task.cost(start, start) === 0) start++;
	let end = 0;
	while (end < shorter - start && task.cost(task.expected - 1 - end, task.observed - 1 - end) === 0) end++;
	const pairs: AlignedPair[] = Array.from({ length: start }, (_, at) => ({ expected: at, observed: at }));
	pairs.push(...alignMiddle(task, start, end));
	for (; end > 0; end--) pairs.push({ expected: task.expected - end, observed: task.observed - end });
	return pairs;
}

function alignMiddle(task: AlignmentTask, start: number, end: number): AlignedPair[] {
	const middle = {
		...task,
		expected: task.expected - start - end,
		observed: task.observed - start - end,
		cost: (i: number, j: number) => task.cost(start + i, start + j),
	};
	return alignInBand(middle).map(
		({ expected, observed }) =>
			({
				expected: expected === null ? null : expected + start,
				observed: observed === null ? null : observed + start,
			}) as AlignedPair,
	);
}

function alignInBand(task: AlignmentTask): AlignedPair[] {
	const longest = Math.max(task.expected, task.observed);
	const limit = Math.min(longest, task.maxBand ?? longest);
	for (let band = Math.min(FIRST_BAND, limit); ; band = Math.min(band * 2, limit)) {
		const table = fillBand(task, band);
		const excess = Math.abs(task.expected - task.observed) * GAP + 2 * (band + 1) * GAP;
		if (table.cost <= excess || band >= limit) return trace(task, table);
	}
}

interface BandTable {
	cost: number;
	steps: Uint8Array;
	width: number;
	/** Column of the band's first cell in row 0; each row starts one further right. */
	firstColumn: number;
}

function fillBand({ expected, observed, cost }: AlignmentTask, band: number): BandTable {
	const shift = observed - expected;
	const firstColumn = Math.min(0, shift) - band;
	const width = Math.abs(shift) + 2 * band + 1;
	const steps = new Uint8Array((expected + 1) * width);
	let above = new Float64Array(width + 1).fill(Infinity);
	let row = new Float64Array(width + 1).fill(Infinity);
	for (let i = 0; i <= expected; i++) {
		row.fill(Infinity);
		for (let at = 0; at < width; at++) {
			const j = i + firstColumn + at;
			if (j < 0) continue;
			if (j > observed) break;
			if (i === 0 && j === 0) {
				row[at] = 0;
				continue;
			}
			// In the row above the same column is one cell further right, the column before is the same cell.
			const diagonal =
				i > 0 && j > 0 ? (above[at] as number) + (above[at] === Infinity ? 0 : cost(i - 1, j - 1)) : Infinity;
			const down = i > 0 ? (above[at + 1] as number) + GAP : Infinity;
			const right = at > 0 ? (row[at - 1] as number) + GAP : Infinity;
			const best = Math.min(diagonal, down, right);
			row[at] = best;
			steps[i * width + at] = best === diagonal ? DIAGONAL : best === down ? DOWN : RIGHT;
		}
		[above, row] = [row, above];
	}
	return { cost: above[observed - expected - firstColumn] as number, steps, width, firstColumn };
}

function trace({ expected, observed }: AlignmentTask, { steps, width, firstColumn }: BandTable): AlignedPair[] {
	const pairs: AlignedPair[] = [];
	let [i, j] = [expected, observed];
	while (i > 0 || j > 0) {
		const step = steps[i * width + (j - i - firstColumn)];
		if (step === DIAGONAL) pairs.push({ expected: --i, observed: --j });
		else if (step === DOWN) pairs.push({ expected: --i, observed: null });
		else pairs.push({ expected: null, observed: --j });
	}
	return pairs.reverse();
}
