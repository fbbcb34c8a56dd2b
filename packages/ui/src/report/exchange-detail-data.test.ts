import type { Difference, MessageResult } from '@refrain/assertions';
import { expect, test } from 'vitest';
import { countFields, firstInteresting, type JudgedMessage, messageSentence } from './exchange-detail-data.ts';

const side = { n: 0, atUs: 0, decoder: 'json', value: null, base64: '', payloadBytes: 0 };
const difference = (ruleId: string | null): Difference => ({
	path: '$.a',
	generalPath: '$.a',
	type: 'changed',
	expected: 1,
	observed: 2,
	ruleId,
	reason: null,
});
const message = (over: Partial<MessageResult>, sides: Partial<JudgedMessage> = {}): JudgedMessage => ({
	result: {
		verdict: 'match',
		sender: 'server',
		expected: 0,
		observed: 0,
		kind: 'echo',
		channel: null,
		differences: [],
		reason: 'no counterpart came within 5 s',
		recordedLatencyUs: null,
		observedLatencyUs: null,
		...over,
	},
	expected: side,
	observed: side,
	...sides,
});

test('the first message that failed opens', () => {
	expect(firstInteresting([message({}), message({ verdict: 'ignored' }), message({ verdict: 'late' })])).toBe(2);
	expect(firstInteresting([message({})])).toBe(0);
	expect(firstInteresting([])).toBe(0);
});

test.each([
	[message({ differences: [difference(null), difference('r')] }), '12 of 14 fields match, 1 ignored, 1 differs'],
	[message({ differences: [difference(null), difference(null)] }), '12 of 14 fields match, 2 differ'],
	[message({}), 'every field matches'],
	[message({ verdict: 'late' }), 'no counterpart came within 5 s'],
	[message({ verdict: 'missing' }, { observed: null }), 'no counterpart came within 5 s'],
])('sentence %#', (judged, sentence) => expect(messageSentence(judged, 14)).toBe(sentence));

test('fields are leaves', () => {
	expect(countFields({ a: 1, b: { c: [1, { d: null }], e: { $number: '1e400' } } })).toBe(4);
	expect(countFields('text')).toBe(1);
	expect(countFields(undefined)).toBe(0);
});
