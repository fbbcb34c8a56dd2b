import { describe, expect, it } from 'vitest';
import { nearestRank } from './latency-table.ts';

describe('nearestRank', () => {
	it('is the smallest value that so many per cent do not exceed, for n = 1 to 1000', () => {
		for (let n = 1; n <= 1000; n++) {
			const sorted = Array.from({ length: n }, (_, index) => index + 1);
			for (const percent of [50, 75, 90, 95, 99, 100]) {
				// Straight from the definition, in whole numbers.
				const rank = sorted.find((value) => value * 100 >= percent * n);
				expect(nearestRank(sorted, percent)).toBe(rank);
			}
		}
	});

	it('is the largest value for p99 of eight', () => {
		expect(nearestRank([1, 2, 3, 4, 5, 6, 7, 429], 99)).toBe(429);
	});

	it('is NaN of nothing', () => {
		expect(nearestRank([], 50)).toBeNaN();
	});
});
