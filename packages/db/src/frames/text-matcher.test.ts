import { expect, test } from 'vitest';
import { kindMatcher, textMatcher } from './text-matcher.ts';

const payload = (text: string) => new Uint8Array(Buffer.from(text));

test.each([
	['out of stock', 'Item OUT of Stock!', true],
	['4711', '{"id":4711}', true],
	['4711', '{"id":471}', false],
	['ÄRGER', 'großer ärger', true],
	['é', 'cafÉ', true],
	['needle', '', false],
	['0x4f55', 'OUT', true],
	['0x4f55', 'out', false],
	['0x4f55', 'the text 0x4F55', true],
	['0xzz', '0xZZ', true],
])('"%s" in "%s": %s', (text, of, expected) => {
	expect(textMatcher(text)?.matches(payload(of))).toBe(expected);
});

test('an empty text asks for nothing', () => {
	expect(textMatcher('')).toBeNull();
});

test.each([
	['order', 'next OrderUpdated', true],
	['order*', 'next OrderUpdated', false],
	['next*updated', 'next OrderUpdated', true],
	['*.created', 'order.created', true],
	['*.created', 'orderXcreated', false],
	['a*', 'a\nb', true],
])('kind "%s" of "%s": %s', (pattern, kind, expected) => {
	expect(kindMatcher(pattern)(kind)).toBe(expected);
});
