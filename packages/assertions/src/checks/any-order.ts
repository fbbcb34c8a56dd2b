import { z } from 'zod';
import { jsonEqual } from '../json/json-equal.ts';
import { defineCheck } from './field-check.ts';

export const anyOrder = defineCheck({
	name: 'any-order',
	label: 'Any order',
	summary: 'The items of the array may come in any order; none may be new or gone.',
	options: z.strictObject({}),
	covers: 'subtree',
	prepare: () => (input) => {
		if (input.type === 'moved') return true;
		const { expected, observed } = input;
		if (Array.isArray(expected) && Array.isArray(observed)) {
			return sameItems(expected, observed) ? true : 'has other items';
		}
		return 'is no reordering';
	},
	describe: () => 'items in any order',
});

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
	if (left.length !== right.length) return false;
	const rest = [...right];
	return left.every((item) => {
		const at = rest.findIndex((other) => jsonEqual(item as never, other as never));
		if (at < 0) return false;
		rest.splice(at, 1);
		return true;
	});
}
