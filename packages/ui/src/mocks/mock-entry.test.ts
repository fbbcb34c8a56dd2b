import { expect, test } from 'vitest';
import { hitRate, mockStats, perSecond } from './mock-entry.ts';

test('what a worker has not told yet is zero', () => {
	expect(mockStats(null)).toMatchObject({ hits: 0, kinds: [] });
	expect(mockStats({ hits: 3 })).toMatchObject({ hits: 3, misses: 0 });
});

test('the hit rate counts what was passed through, and does not exist before the first message', () => {
	expect(hitRate(mockStats(null))).toBeNull();
	expect(hitRate(mockStats({ hits: 3, misses: 2, passthroughs: 1 }))).toBe(0.5);
});

test('messages fall into their second', () => {
	const at = (atUs: number, result: 'hit' | 'miss' | 'push') => ({ atUs, result });
	const now = 10_000_000;
	const bars = perSecond(
		[at(9_500_000, 'hit'), at(9_500_000, 'miss'), at(9_500_000, 'push'), at(8_900_000, 'hit'), at(1, 'hit')],
		now,
		3,
	);
	expect(bars).toEqual([
		{ hits: 0, misses: 0 },
		{ hits: 1, misses: 0 },
		{ hits: 1, misses: 1 },
	]);
});
