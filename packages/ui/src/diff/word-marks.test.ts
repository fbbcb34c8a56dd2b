import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MarkedText, wordMarks } from './word-marks.ts';

const show = (parts: MarkedText[]) => parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

test.each([
	[
		'"2026-11-23T12:18:28.803Z"',
		'"2026-11-24T09:02:11.417Z"',
		'"2026-11-[23]T[12]:[18]:[28].[803]Z"',
		'"2026-11-[24]T[09]:[02]:[11].[417]Z"',
	],
	['1199.6', '1199.61', '1199.[6]', '1199.[61]'],
	['"REVIEW"', '"APPROVED"', '"[REVIEW]"', '"[APPROVED]"'],
	['same', 'same', 'same', 'same'],
	['', 'new', '', '[new]'],
	['a-b-c', 'a-c', 'a-[b-]c', 'a-c'],
])('%s against %s', (expected, observed, left, right) => {
	const marks = wordMarks(expected, observed);
	expect([show(marks.expected), show(marks.observed)]).toEqual([left, right]);
});

test('the parts joined are the text, and the unmarked parts of both sides are equal', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (expected, observed) => {
			const marks = wordMarks(expected, observed);
			const join = (parts: MarkedText[]) => parts.map(({ text }) => text).join('');
			const kept = (parts: MarkedText[]) => join(parts.filter(({ marked }) => !marked));
			expect(join(marks.expected)).toBe(expected);
			expect(join(marks.observed)).toBe(observed);
			expect(kept(marks.expected)).toBe(kept(marks.observed));
		}),
	);
});

test('a long text is marked as a whole between its common ends', () => {
	const middle = 'x y '.repeat(400);
	expect(show(wordMarks(`<${middle}>`, '<z>').observed)).toBe('<[z]>');
});
