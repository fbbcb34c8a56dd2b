import type { SharedCause, SharedReport } from '@refrain/api';
import { expect, test } from 'vitest';
import { leadSentence } from './lead.ts';

const cause: SharedCause = {
	key: 'c1',
	verdict: 'mismatch',
	kind: 'echo',
	path: '$.at',
	sentence: 'at changed',
	exchanges: 12,
	evidence: null,
};
const report = (over: Partial<SharedReport>) => ({
	result: 'failed' as const,
	passing: 231,
	asserted: 252,
	causes: [cause],
	goals: [],
	...over,
});

test.each<[Partial<SharedReport>, string]>([
	[{}, '231 of 252 exchanges match the recording (91.7 %). 12 failures share one cause: at changed.'],
	[
		{ causes: ['a', 'b', 'c', 'd'].map((sentence) => ({ ...cause, exchanges: 1, sentence })) },
		'231 of 252 exchanges match the recording (91.7 %). a; b; c; and 1 more.',
	],
	[{ result: 'passed', passing: 252 }, 'All 252 exchanges match the recording.'],
	[{ result: 'passed' }, '231 of 252 exchanges match the recording (91.7 %), within the goals.'],
	[
		{ result: 'missed-goals', goals: [{ name: 'p95', met: false, sentence: 'p95 is 84 ms (goal 75 ms)' }] },
		'Every exchange matches, but p95 is 84 ms (goal 75 ms).',
	],
	[{ result: 'stopped' }, 'The replay was stopped. 231 of 252 exchanges match the recording (91.7 %) so far.'],
	[{ asserted: 0, passing: 0 }, 'Nothing was judged.'],
])('%j', (over, sentence) => expect(leadSentence(report(over))).toBe(sentence));
