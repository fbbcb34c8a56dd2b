import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

function histogramOf(values: readonly number[]): Histogram {
	const histogram = new Histogram();
	for (const value of values) histogram.record(value);
	return histogram;
}

describe('Histogram', () => {
	it('is exact for small values', () => {
		const values = Array.from({ length: 500 }, (_, index) => index);
		const histogram = histogramOf(values);
		expect([50, 99, 100].map((percent) => histogram.percentile(percent))).toEqual([249, 494, 499]);
	});

	it('keeps every percentile within 1 part in 256 of the nearest rank, over nine powers of ten', () => {
		let state = 1;
		const values = Array.from({ length: 5_000 }, () => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return Math.floor(10 ** ((state / 2 ** 32) * 9));
		});
		const histogram = histogramOf(values);
		const sorted = [...values].sort((a, b) => a - b);
		for (const percent of [1, 25, 50, 90, 99, 99.9, 100]) {
			const exact = sorted[Math.ceil((percent / 100) * sorted.length) - 1] as number;
			expect(Math.abs(histogram.percentile(percent) - exact)).toBeLessThanOrEqual(exact / 256);
		}
		expect(histogram.max).toBe(sorted.at(-1));
	});

	it('has no percentiles of nothing', () => {
		expect(new Histogram().percentile(50)).toBeNaN();
		expect(histogramOf([4, 6]).mean).toBe(5);
	});
});
