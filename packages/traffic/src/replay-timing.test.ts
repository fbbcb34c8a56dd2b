import { expect, test } from 'vitest';
import { type ReplayTiming, timingText } from './replay-timing.ts';

test.each<[ReplayTiming, string]>([
	[{ mode: 'recorded' }, '1× recorded timing'],
	[{ mode: 'speed', factor: 2.5 }, '2.5× recorded timing'],
	[{ mode: 'flat', gapMs: 50 }, '50 ms between messages'],
	[{ mode: 'asap' }, 'as fast as answers allow'],
])('%j reads as people say it', (timing, text) => {
	expect(timingText(timing)).toBe(text);
});
