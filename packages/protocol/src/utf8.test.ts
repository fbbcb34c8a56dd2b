import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAt } from '../test/support/cut.ts';
import { fromHex } from '../test/support/hex.ts';
import { badUtf8At, decodeUtf8, encodeUtf8, Utf8Validator } from './utf8.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isValid(bytes: Uint8Array): boolean {
	try {
		strict.decode(bytes);
		return true;
	} catch {
		return false;
	}
}

/** Bytes that come close to being UTF-8, so that the edges are met. */
const nearly = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				0x41,
				0x7f,
				0x80,
				0x8f,
				0x90,
				0x9f,
				0xa0,
				0xbf,
				0xc0,
				0xc2,
				0xdf,
				0xe0,
				0xed,
				0xef,
				0xf0,
				0xf4,
				0xf5,
				0xff,
			),
			fc.nat(255),
		),
		{
			maxLength: 12,
		},
	)
	.map((bytes) => Uint8Array.from(bytes));

test('agrees with TextDecoder on what is UTF-8', () => {
	fc.assert(
		fc.property(nearly, (bytes) => {
			expect(badUtf8At(bytes) < 0).toBe(isValid(bytes));
		}),
		{ numRuns: 5000 },
	);
});

test('finds the same byte however the text was cut', () => {
	fc.assert(
		fc.property(nearly, fc.array(fc.nat(12)), (bytes, cuts) => {
			const validator = new Utf8Validator();
			let at = 0;
			let found = -1;
			for (const part of cutAt(bytes, cuts)) {
				const bad = validator.push(part);
				if (bad >= 0) {
					found = at + bad;
					break;
				}
				at += part.length;
			}
			if (found < 0 && !validator.end()) found = bytes.length;
			expect(found).toBe(badUtf8At(bytes));
		}),
	);
});

test('every valid text, written and read', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			const bytes = encodeUtf8(text);
			expect(bytes).toEqual(new Uint8Array(new TextEncoder().encode(text)));
			expect(decodeUtf8(bytes)).toBe(text);
		}),
	);
});

describe('the first byte that cannot stand', () => {
	test.each([
		['lone continuation', '61 80', 1],
		['overlong', 'c0 af', 0],
		['surrogate', 'ed a0 80', 1],
		['over U+10FFFF', 'f4 90 80 80', 1],
		['five bytes', 'f8 88 80 80 80', 0],
		['cut off', '61 e2 82', 3],
		['fine', 'e2 82 ac f0 9f 98 80', -1],
	])('%s', (_, hex, at) => {
		expect(badUtf8At(fromHex(hex))).toBe(at);
	});
});

test('reset forgets a half character', () => {
	const validator = new Utf8Validator();
	validator.push(fromHex('e282'));
	expect(validator.betweenCharacters).toBe(false);
	validator.reset();
	expect([validator.betweenCharacters, validator.push(fromHex('61')), validator.end()]).toEqual([true, -1, true]);
});

test('bad bytes and lone surrogates become U+FFFD', () => {
	expect(decodeUtf8(fromHex('61 ff e2 82 62'))).toBe('a\ufffd\ufffd\ufffdb');
	expect(decodeUtf8(encodeUtf8('\ud800x'))).toBe('\ufffdx');
});
