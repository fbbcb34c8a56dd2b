import { expect, it } from 'vitest';
import { displaced } from './displaced.ts';

it('names the fewest numbers that are out of order', () => {
	expect([...displaced([1, 2, 3])]).toEqual([]);
	expect([...displaced([])]).toEqual([]);
	expect([...displaced([2, 3, 4, 1])]).toEqual([3]);
	expect([...displaced([5, 1, 2, 3])]).toEqual([0]);
	expect(displaced([3, 2, 1]).size).toBe(2);
});
