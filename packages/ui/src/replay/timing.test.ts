import { type ReplayTiming, timingText } from '@refrain/traffic';
import { expect, test } from 'vitest';
import { expectedUs, shellWord, timingFlag } from './timing.ts';

test.each<[ReplayTiming, string, string | null, number | null]>([
	[{ mode: 'recorded' }, '1× recorded timing', null, 1000],
	[{ mode: 'speed', factor: 4 }, '4× recorded timing', '4x', 250],
	[{ mode: 'flat', gapMs: 50 }, '50 ms between messages', '50ms', null],
	[{ mode: 'asap' }, 'as fast as answers allow', 'asap', null],
])('%j', (timing, text, flag, us) => {
	expect([timingText(timing), timingFlag(timing), expectedUs(1000, timing)]).toEqual([text, flag, us]);
});

test.each([
	['ws://localhost:8080/a-b', 'ws://localhost:8080/a-b'],
	['two words', "'two words'"],
	["it's; rm -rf /", "'it'\\''s; rm -rf /'"],
	['', "''"],
])('%s is one word of a shell', (text, word) => expect(shellWord(text)).toBe(word));
