import type { Side } from '../compare/comparison.ts';
import { contentFeatures, similarity } from './content-features.ts';

/** What the contents of a message say about which message it is. */
export interface Contents {
	/** Hashes of the leaves that are telling. */
	leaves: Int32Array;
	/** Equal for messages of one kind whose telling leaves are. */
	same: number;
	/** True when contents tell the messages of this kind apart: only then can one have moved. */
	tellApart: boolean;
}

/** At most, for contents that share nothing. */
const WEAK = 0.3;
/**
 * Where contents tell messages apart: two messages that changed places then cost more than leaving one out on either side (2),
 * so that they come out as one that moved.
 */
const STRONG = 1.02;
const MIN_ITEMS = 3;
const NEARLY_ALL = 0.9;

/** Of matching two messages of one kind. */
export function contentCost(left: Contents, right: Contents): number {
	if (left.same === right.same) return 0;
	return (left.tellApart ? STRONG : WEAK) * (1 - similarity(left.leaves, right.leaves));
}

export function haveSameContents(left: Contents, right: Contents): boolean {
	return left.tellApart && left.same === right.same;
}

/**
 * Reads the contents of all messages of one kind. Leaves that never agree on both sides (times, ids) or are the same everywhere say
 * nothing. Contents tell messages apart where nearly all are different from each other and come again on the other side: values that
 * a service draws at random from a few agree by accident, and must not make messages move.
 */
export function readContents(
	expected: readonly { n: number; side: Side }[],
	observed: readonly { n: number; side: Side }[],
): [Contents[], Contents[]] {
	const [left, right] = tellingLeaves(expected.map(features), observed.map(features));
	const numbers = new Map<string, number>();
	const numbered = (leaves: Int32Array): number => {
		const key = leaves.join();
		const known = numbers.get(key) ?? numbers.size;
		numbers.set(key, known);
		return known;
	};
	const [before, after] = [left.map(numbered), right.map(numbered)];
	const apart = left[0]?.length !== 0 && tellApart(before, after);
	const contents = (leaves: Int32Array, same: number): Contents => ({ leaves, same, tellApart: apart });
	return [
		left.map((leaves, index) => contents(leaves, before[index] as number)),
		right.map((leaves, index) => contents(leaves, after[index] as number)),
	];
}

function features({ side, n }: { n: number; side: Side }): Int32Array {
	return contentFeatures(side.decoded[n]?.value ?? null);
}

type Features = readonly Int32Array[];

function tellingLeaves(left: Features, right: Features): [Features, Features] {
	const length = left[0]?.length ?? 0;
	if ([...left, ...right].some((one) => one.length !== length)) return [left, right];
	const telling = Array.from({ length }, (_, leaf) => leaf).filter((leaf) => {
		const known = new Set(left.map((one) => one[leaf]));
		const common = right.some((one) => known.has(one[leaf]));
		return common && (known.size > 1 || right.some((one) => !known.has(one[leaf])));
	});
	const pick = (one: Int32Array) => Int32Array.from(telling, (leaf) => one[leaf] as number);
	return [left.map(pick), right.map(pick)];
}

function tellApart(left: readonly number[], right: readonly number[]): boolean {
	const shorter = Math.min(left.length, right.length);
	const [before, after] = [new Set(left), new Set(right)];
	if (shorter < MIN_ITEMS || before.size < NEARLY_ALL * left.length || after.size < NEARLY_ALL * right.length)
		return false;
	return [...after].filter((one) => before.has(one)).length >= NEARLY_ALL * shorter;
}
