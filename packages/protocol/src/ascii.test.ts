import { expect, test } from 'vitest';
import { base64, latin1, latin1Bytes } from './ascii.ts';

test('every byte survives as a character, also in a long head', () => {
	const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i & 255);
	expect(latin1Bytes(latin1(bytes))).toEqual(bytes);
	expect(latin1(bytes)).toBe(Buffer.from(bytes).toString('latin1'));
});

test('a character without a byte becomes a question mark', () => {
	expect(latin1Bytes('a€')).toEqual(Uint8Array.of(0x61, 0x3f));
});

test.each(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar', '\xff\xfe\xfd'])('base64 of %j (RFC 4648 10)', (text) => {
	expect(base64(latin1Bytes(text))).toBe(Buffer.from(text, 'latin1').toString('base64'));
});
