import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('keys are sorted, lists are not, and every digit stays', () => {
	const value = { b: [2, 1], a: { $number: '12345678901234567890' }, c: {}, d: [], e: 'x' };
	expect(prettyJson(value)).toBe(
		'{\n  "a": 12345678901234567890,\n  "b": [\n    2,\n    1\n  ],\n  "c": {},\n  "d": [],\n  "e": "x"\n}',
	);
});

test('nothing is an empty text', () => {
	expect(prettyJson(undefined)).toBe('');
});
