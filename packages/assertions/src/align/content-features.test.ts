import { describe, expect, it } from 'vitest';
import { contentFeatures, similarity } from './content-features.ts';

const between = (left: Parameters<typeof contentFeatures>[0], right: typeof left) =>
	similarity(contentFeatures(left), contentFeatures(right));

describe('similarity', () => {
	it('is 1 for equal values, whatever the order of keys', () => {
		expect(between({ a: 1, b: [true, null] }, { b: [true, null], a: 1 })).toBe(1);
		expect(between({}, {})).toBe(1);
	});

	it('is the share of equal leaves', () => {
		expect(between({ a: 1, b: 2, c: 3, d: 4 }, { a: 1, b: 2, c: 3, d: 5 })).toBe(0.75);
		expect(between({ a: 1 }, { a: 2 })).toBe(0);
	});

	it('tells types apart, and numbers beyond 2^53 by their digits', () => {
		expect(between({ a: 1 }, { a: '1' })).toBe(0);
		expect(between({ a: { $number: '12345678901234567890' } }, { a: { $number: '12345678901234567891' } })).toBe(0);
	});

	it('compares values of different size', () => {
		expect(between({ a: 1, b: 2 }, { a: 1, b: 2, c: 3 })).toBeCloseTo(2 / 3);
	});
});
