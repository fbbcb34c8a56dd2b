import { expect, test } from 'vitest';
import { valueDifferences } from './value-differences.ts';

test('differences are named by paths, with and without indexes', () => {
	const before = { type: 'next', list: [{ id: 1, n: 5 }], 'a b': true };
	const after = { type: 'next', list: [{ id: 1, n: 6 }], 'a b': true, more: null };
	expect(valueDifferences(before, after)).toEqual([
		{
			path: '$.list[0].n',
			generalPath: '$.list[*].n',
			type: 'changed',
			expected: 5,
			observed: 6,
			ruleId: null,
			reason: null,
		},
		{
			path: '$.more',
			generalPath: '$.more',
			type: 'added',
			expected: undefined,
			observed: null,
			ruleId: null,
			reason: null,
		},
	]);
});

test('equal values have none, other types have one', () => {
	expect(valueDifferences({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
	expect(valueDifferences('1', 1)).toMatchObject([{ path: '$', type: 'type-changed' }]);
});
