import { describe, expect, it } from 'vitest';
import { type AlignedPair, minCostAlignment } from './min-cost-alignment.ts';

/** Least cost by trying everything. */
function bruteForce(expected: number, observed: number, cost: (i: number, j: number) => number): number {
	const solve = (i: number, j: number): number => {
		if (i === expected) return observed - j;
		if (j === observed) return expected - i;
		return Math.min(cost(i, j) + solve(i + 1, j + 1), 1 + solve(i + 1, j), 1 + solve(i, j + 1));
	};
	return solve(0, 0);
}

function costOf(pairs: readonly AlignedPair[], cost: (i: number, j: number) => number): number {
	return pairs.reduce(
		(sum, { expected, observed }) => sum + (expected === null || observed === null ? 1 : cost(expected, observed)),
		0,
	);
}

/** Numbers in [0, 1) that are the same on every run. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

describe('minCostAlignment', () => {
	it('costs the same as trying everything, for 400 small cases', () => {
		const next = numbers(7);
		for (let round = 0; round < 400; round++) {
			const [expected, observed] = [Math.floor(next() * 7), Math.floor(next() * 7)];
			const costs = Array.from({ length: expected }, () =>
				Array.from({ length: observed }, () => Math.floor(next() * 12) / 4),
			);
			const cost = (i: number, j: number) => costs[i]?.[j] as number;
			const pairs = minCostAlignment({ expected, observed, cost });
			expect(costOf(pairs, cost)).toBeCloseTo(bruteForce(expected, observed, cost), 9);
			expect(pairs.filter((pair) => pair.expected !== null).map((pair) => pair.expected)).toEqual([
				...Array(expected).keys(),
			]);
			expect(pairs.filter((pair) => pair.observed !== null).map((pair) => pair.observed)).toEqual([
				...Array(observed).keys(),
			]);
		}
	});

	it('widens its band until the answer is exact', () => {
		// The best path leaves 40 items out on one side first and 40 on the other last: far outside the first band of 16.
		const [length, shift] = [120, 40];
		const cost = (i: number, j: number) => (i === j + shift ? 0 : 3);
		const pairs = minCostAlignment({ expected: length, observed: length, cost });
		expect(costOf(pairs, cost)).toBe(2 * shift);
		expect(pairs).toContainEqual({ expected: 100, observed: 60 });
	});

	it('stays inside maxBand', () => {
		const cost = (i: number, j: number) => (i === j + 40 ? 0 : 1.5);
		const pairs = minCostAlignment({ expected: 100, observed: 100, cost, maxBand: 8 });
		expect(
			pairs.every(
				({ expected, observed }) => expected === null || observed === null || Math.abs(expected - observed) <= 8,
			),
		).toBe(true);
	});

	it('gives one gap for one extra item', () => {
		const [left, right] = ['abcdef', 'abcXdef'];
		const pairs = minCostAlignment({ expected: 6, observed: 7, cost: (i, j) => (left[i] === right[j] ? 0 : 3) });
		expect(pairs.filter(({ expected }) => expected === null)).toEqual([{ expected: null, observed: 3 }]);
		expect(pairs.filter(({ observed }) => observed === null)).toEqual([]);
	});

	it('aligns 10,000 items that are nearly equal without filling the whole table', () => {
		let asked = 0;
		const pairs = minCostAlignment({
			expected: 10_000,
			observed: 9_999,
			cost: (i, j) => {
				asked++;
				return i === (j < 5_000 ? j : j + 1) ? 0 : 3;
			},
		});
		expect(pairs.filter(({ observed }) => observed === null)).toEqual([{ expected: 5_000, observed: null }]);
		expect(asked).toBeLessThan(10_000 * 40);
	});

	it('handles empty sides', () => {
		expect(minCostAlignment({ expected: 0, observed: 0, cost: () => 0 })).toEqual([]);
		expect(minCostAlignment({ expected: 1, observed: 0, cost: () => 0 })).toEqual([{ expected: 0, observed: null }]);
		expect(minCostAlignment({ expected: 0, observed: 1, cost: () => 0 })).toEqual([{ expected: null, observed: 0 }]);
	});
});
