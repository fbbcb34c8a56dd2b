import type { JsonValue } from '@refrain/traffic';
import { minCostAlignment } from '../align/min-cost-alignment.ts';
import { jsonEqual } from './json-equal.ts';
import { jsonType } from './json-type.ts';

export interface ArrayAlignment {
	/** Indexes of the same item on both sides. */
	matched: readonly (readonly [expected: number, observed: number])[];
	removed: readonly number[];
	added: readonly number[];
}

/** Longer arrays are only aligned near the diagonal: a moved item is found, a large block that moved far is not. */
const EXACT_ITEMS = 2_000;
const BAND_OF_LONG_ARRAYS = 256;

/** Two unlike items of one type are still one 'changed' item rather than one gone and one new (two gaps cost 2). */
const UNLIKE_OF_ONE_TYPE = 1.8;
const OF_TWO_TYPES = 1.95;

/** Says which items of two arrays are the same item: equal ones, then those that have most in common, in order. */
export function alignArrays(expected: readonly JsonValue[], observed: readonly JsonValue[]): ArrayAlignment {
	const matched: (readonly [number, number])[] = [];
	const [removed, added]: [number[], number[]] = [[], []];
	const shorter = Math.min(expected.length, observed.length);
	let start = 0;
	while (start < shorter && jsonEqual(expected[start], observed[start])) matched.push([start, start++]);
	let end = 0;
	while (end < shorter - start && jsonEqual(expected.at(-1 - end), observed.at(-1 - end))) end++;

	const pairs = minCostAlignment({
		expected: expected.length - start - end,
		observed: observed.length - start - end,
		cost: (i, j) => itemCost(expected[start + i] as JsonValue, observed[start + j] as JsonValue),
		...(shorter > EXACT_ITEMS ? { maxBand: BAND_OF_LONG_ARRAYS } : {}),
	});
	for (const pair of pairs) {
		if (pair.observed === null) removed.push(start + pair.expected);
		else if (pair.expected === null) added.push(start + pair.observed);
		else matched.push([start + pair.expected, start + pair.observed]);
	}
	for (; end > 0; end--) matched.push([expected.length - end, observed.length - end]);
	return { matched, removed, added };
}

/** 0 for equal items, up to just under two gaps for items that share nothing. */
function itemCost(left: JsonValue, right: JsonValue): number {
	if (left === right) return 0;
	const type = jsonType(left);
	if (type !== jsonType(right)) return OF_TWO_TYPES;
	if (type === 'object') return UNLIKE_OF_ONE_TYPE * (1 - sharedMembers(left as Members, right as Members));
	return jsonEqual(left, right) ? 0 : UNLIKE_OF_ONE_TYPE;
}

type Members = { readonly [key: string]: JsonValue };

/** Share of the members that are equal; 1 for equal objects. */
function sharedMembers(left: Members, right: Members): number {
	const keys = Object.keys(left);
	let equal = 0;
	let union = keys.length;
	for (const key of keys) if (Object.hasOwn(right, key) && jsonEqual(left[key], right[key])) equal++;
	for (const key of Object.keys(right)) if (!Object.hasOwn(left, key)) union++;
	return union === 0 ? 1 : equal / union;
}
