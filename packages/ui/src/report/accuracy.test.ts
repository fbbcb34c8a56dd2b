import { expect, test } from 'vitest';
import { formatAccuracy } from './accuracy.ts';

test.each([
	[231, 252, '91.7 %'],
	[12, 12, '100 %'],
	[0, 5, '0 %'],
	[9_999, 10_000, '99.9 %'],
	[1, 10_000, '0.1 %'],
	[99_999, 100_000, '99.9 %'],
	[1, 2, '50 %'],
	[0, 0, '–'],
])('%d of %d is %s: only a whole hundred reads 100', (passing, asserted, text) => {
	expect(formatAccuracy(passing, asserted)).toBe(text);
});
