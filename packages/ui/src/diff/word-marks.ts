/** A stretch of a text, marked when the other side does not have it. */
export interface MarkedText {
	text: string;
	marked: boolean;
}

/** Beyond this many words the middle is marked as a whole: the table of all pairs would cost more than it tells. */
const MAX_WORDS = 300;

/** Marks in both texts what the other one lacks, word by word. */
export function wordMarks(expected: string, observed: string): { expected: MarkedText[]; observed: MarkedText[] } {
	const left = words(expected);
	const right = words(observed);
	const start = commonStart(left, right);
	const end = commonEnd(left.slice(start), right.slice(start));
	const kept = keptInMiddle(left.slice(start, left.length - end), right.slice(start, right.length - end));
	return {
		expected: join(left, (index) => isMarked(index, left.length, start, end, kept.left)),
		observed: join(right, (index) => isMarked(index, right.length, start, end, kept.right)),
	};
}

function isMarked(index: number, length: number, start: number, end: number, kept: ReadonlySet<number>): boolean {
	return index >= start && index < length - end && !kept.has(index - start);
}

function words(text: string): string[] {
	return text.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]/gu) ?? [];
}

function commonStart(left: readonly string[], right: readonly string[]): number {
	let count = 0;
	while (count < left.length && count < right.length && left[count] === right[count]) count++;
	return count;
}

function commonEnd(left: readonly string[], right: readonly string[]): number {
	let count = 0;
	while (count < left.length && count < right.length && left.at(-1 - count) === right.at(-1 - count)) count++;
	return count;
}

/** Indexes of a longest common subsequence. */
function keptInMiddle(left: readonly string[], right: readonly string[]): { left: Set<number>; right: Set<number> } {
	const kept = { left: new Set<number>(), right: new Set<number>() };
	if (left.length > MAX_WORDS || right.length > MAX_WORDS) return kept;
	const width = right.length + 1;
	const lengths = new Uint16Array((left.length + 1) * width);
	const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
	for (let row = left.length - 1; row >= 0; row--)
		for (let column = right.length - 1; column >= 0; column--)
			lengths[row * width + column] =
				left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
	for (let row = 0, column = 0; row < left.length && column < right.length; ) {
		if (left[row] === right[column]) {
			kept.left.add(row++);
			kept.right.add(column++);
		} else if (at(row + 1, column) >= at(row, column + 1)) row++;
		else column++;
	}
	return kept;
}

function join(parts: readonly string[], marked: (index: number) => boolean): MarkedText[] {
	const runs: MarkedText[] = [];
	for (const [index, text] of parts.entries()) {
		const last = runs.at(-1);
		if (last?.marked === marked(index)) last.text += text;
		else runs.push({ text, marked: marked(index) });
	}
	return runs;
}
