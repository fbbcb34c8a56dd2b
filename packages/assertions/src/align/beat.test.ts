import { describe, expect, it } from 'vitest';
import { beatNumbers, beatOf } from './beat.ts';

describe('beatOf', () => {
	it('finds the period of a timer, also with a beat left out and a little jitter', () => {
		expect(beatOf([0, 100, 201, 299, 400])).toBe(100);
		expect(beatOf([0, 100, 300, 400, 500])).toBe(100);
	});

	it('finds none in irregular, too few or simultaneous messages', () => {
		expect(beatOf([0, 100, 250, 260, 700])).toBeNull();
		expect(beatOf([0, 100, 200])).toBeNull();
		expect(beatOf([5, 5, 5, 5])).toBeNull();
	});
});

describe('beatNumbers', () => {
	it('counts beats that were left out', () => {
		expect(beatNumbers([0, 100, 300, 400], 100)).toEqual([0, 1, 3, 4]);
	});

	it('does not add up a slow drift', () => {
		const drifting = Array.from({ length: 50 }, (_, index) => index * 104);
		expect(beatNumbers(drifting, 100)).toEqual([...Array(50).keys()]);
	});
});
