import { expect, test } from 'vitest';
import { latencyBins } from './latency-bins.ts';

test('both sides share bins that grow by a factor', () => {
	const bins = latencyBins([1_000, 1_000, 10_000], [100_000], 3);
	expect(bins).toEqual({ recorded: [1, 0.5, 0], observed: [0, 0, 0.5], fromUs: 1_000, toUs: 100_000 });
});

test('one value is one bin', () => {
	expect(latencyBins([5], [], 4)?.recorded).toEqual([1, 0, 0, 0]);
});

test('nothing to show', () => {
	expect(latencyBins([], [0], 4)).toBeNull();
});
