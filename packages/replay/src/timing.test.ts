import { describe, expect, it } from 'vitest';
import { ReplayError } from './replay-error.ts';
import { parseTiming, plannedGapUs, printTiming } from './timing.ts';

describe('parseTiming', () => {
	it.each(['recorded', 'asap', '2x', '0.5x', '100ms', '0ms'])('reads what it prints: %s', (text) => {
		expect(printTiming(parseTiming(text))).toBe(text);
	});

	it('reads familiar spellings', () => {
		expect(parseTiming('.25x')).toEqual({ mode: 'speed', factor: 0.25 });
		expect(parseTiming(' 1s ')).toEqual({ mode: 'flat', gapMs: 1000 });
	});

	it.each(['', 'fast', '0x', '-1x', '2', '2 x', 'x'])('refuses %j and says what it takes', (text) => {
		expect(() => parseTiming(text)).toThrow(ReplayError);
		expect(() => parseTiming(text)).toThrow(/write recorded, asap/);
	});
});

describe('plannedGapUs', () => {
	const gap = (timing: string, recordedUs: number, maxGapMs: number | null = null) =>
		plannedGapUs(recordedUs, { timing: parseTiming(timing), maxGapMs });

	it('keeps, scales, replaces or drops a gap', () => {
		expect(['recorded', '2x', '0.5x', '100ms', 'asap'].map((timing) => gap(timing, 500_000))).toEqual([
			500_000, 250_000, 1_000_000, 100_000, 0,
		]);
	});

	it('cuts long gaps before it scales them, and never goes back in time', () => {
		expect(gap('recorded', 60_000_000, 2_000)).toBe(2_000_000);
		expect(gap('2x', 60_000_000, 2_000)).toBe(1_000_000);
		expect(gap('recorded', -5)).toBe(0);
	});
});
