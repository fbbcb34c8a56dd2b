import { expect, it } from 'vitest';
import { TimeWarp } from './time-warp.ts';

it('measures from the last anchor before a moment', () => {
	const warp = new TimeWarp([
		{ expectedUs: 1000, observedUs: 5000 },
		{ expectedUs: 2000, observedUs: 9000 },
	]);
	expect([0, 100, 4999, 5000, 5100, 9000, 9500].map((us) => warp.toExpected(us))).toEqual([
		0, 100, 4999, 1000, 1100, 2000, 2500,
	]);
});
