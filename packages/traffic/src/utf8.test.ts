import { expect, it } from 'vitest';
import { decodeUtf8, decodeUtf8Lossy, encodeUtf8 } from './utf8.ts';

it('gives text for valid UTF-8, keeping a byte order mark, and null for anything else', () => {
	for (const text of ['', 'plain', 'ünï ✓ 🙂', '\ufeffmark', '\u0000']) expect(decodeUtf8(encodeUtf8(text))).toBe(text);
	for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
		expect(decodeUtf8(new Uint8Array(bytes))).toBeNull();
	}
});

it('shows bad bytes as replacement characters', () => {
	expect(decodeUtf8Lossy(new Uint8Array([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
});
