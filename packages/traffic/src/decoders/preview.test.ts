import { expect, it } from 'vitest';
import { oneLine, previewOf } from './preview.ts';

it('shows members without outer braces, but for those told already', () => {
	const value = { type: 'echo', n: 1, big: { $number: '1e400' }, list: ['a', null], nested: { type: 'x', ok: true } };
	expect(previewOf(value, ['type'])).toBe('n: 1, big: 1e400, list: ["a", null], nested: {type: "x", ok: true}');
	expect(previewOf([1, [2]], [])).toBe('[1, [2]]');
	expect(previewOf('as it is', [])).toBe('as it is');
	expect(previewOf(null, [])).toBe('null');
});

it('is one line of at most 200 characters and cuts no character in half', () => {
	expect(oneLine('  a\n\tb\u0000c ')).toBe('a b c');
	for (const long of ['x'.repeat(5000), '🙂'.repeat(5000)]) {
		const line = oneLine(long);
		expect(Array.from(line)).toHaveLength(200);
		expect(line.endsWith('…')).toBe(true);
		expect(line).not.toMatch(/[\ud800-\udfff]/u);
	}
	expect(oneLine('x'.repeat(200))).toBe('x'.repeat(200));
	expect(previewOf({ list: Array.from({ length: 100_000 }, (_, at) => at) }, [])).toHaveLength(200);
});
