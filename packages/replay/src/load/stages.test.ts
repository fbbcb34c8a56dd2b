import { describe, expect, it } from 'vitest';
import { parseStage, totalMs, usersAt } from './stages.ts';

describe('parseStage', () => {
	it('reads users, duration and ramp in any order', () => {
		expect(parseStage('vus=50,for=2m,ramp=30s')).toEqual({ vus: 50, forMs: 120_000, rampMs: 30_000 });
		expect(parseStage('for=1.5s, vus=1')).toEqual({ vus: 1, forMs: 1_500, rampMs: 0 });
	});

	it.each([
		['', 'is none of vus, for, ramp'],
		['vus=x,for=1s', 'vus must be a whole number'],
		['vus=1', 'for and ramp are durations'],
		['vus=1,for=10', 'for and ramp are durations'],
		['vus=1,for=1s,ramp=2s', 'the ramp is longer than the stage'],
		['vus=1,for=1s,rps=2', '"rps" is none of'],
	])('refuses %j', (text, why) => expect(() => parseStage(text)).toThrow(why));
});

describe('usersAt', () => {
	const stages = [parseStage('vus=10,for=10s,ramp=5s'), parseStage('vus=2,for=4s,ramp=4s'), parseStage('vus=0,for=1s')];

	it('ramps from the stage before and holds', () => {
		expect([0, 2_500, 5_000, 9_999, 10_000, 12_000, 14_000, 14_999].map((ms) => usersAt(stages, ms))).toEqual([
			0, 5, 10, 10, 10, 6, 0, 0,
		]);
	});

	it('is over after the last', () => {
		expect(totalMs(stages)).toBe(15_000);
		expect(usersAt(stages, 15_000)).toBeNull();
	});
});
