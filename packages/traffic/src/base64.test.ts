import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

it('agrees with Node both ways, in both alphabets', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			const buffer = Buffer.from(bytes);
			expect(encodeBase64(bytes)).toBe(buffer.toString('base64'));
			expect(decodeBase64(buffer.toString('base64'))).toEqual(bytes);
			expect(decodeBase64(buffer.toString('base64url'))).toEqual(bytes);
		}),
	);
});

it('takes megabytes', () => {
	const bytes = Uint8Array.from({ length: 3_000_001 }, (_, at) => at % 251);
	const text = encodeBase64(bytes);
	expect(text).toBe(Buffer.from(bytes).toString('base64'));
	expect(Buffer.compare(decodeBase64(text) ?? new Uint8Array(0), bytes)).toBe(0);
});

it('refuses what is not base64', () => {
	for (const text of ['a', 'a b=', '####', 'ab\u00e9=', 'abc==d']) expect(decodeBase64(text)).toBeNull();
});
