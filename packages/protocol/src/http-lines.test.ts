import { expect, test } from 'vitest';
import { ascii } from '../test/support/hex.ts';
import { LineReader } from './http-lines.ts';

test('reads lines over pieces, with their offsets (RFC 9112 2.2)', () => {
	const reader = new LineReader();
	const first = { bytes: ascii('ab\r\nc'), position: 0, atUs: 1, offset: 10 };
	expect(reader.read(first)).toEqual({ text: 'ab', offset: 10 });
	expect([reader.read(first), reader.openBytes]).toEqual([null, 1]);
	const second = { bytes: ascii('d\n\n\re\r\r\nrest'), position: 0, atUs: 1, offset: 15 };
	expect(reader.read(second)).toEqual({ text: 'cd', offset: 14 });
	expect(reader.read(second)).toEqual({ text: '', offset: 17 });
	expect(reader.read(second)).toEqual({ text: '\re\r', offset: 18 });
	expect(reader.read(second)).toBeNull();
	expect(reader.takeOpen()).toEqual({ text: 'rest', offset: 23 });
	expect(reader.openBytes).toBe(0);
});

test('a carriage return and its line feed in two pieces', () => {
	const reader = new LineReader();
	expect(reader.read({ bytes: ascii('a\r'), position: 0, atUs: 1, offset: 0 })).toBeNull();
	expect(reader.read({ bytes: ascii('\n'), position: 0, atUs: 1, offset: 2 })).toEqual({ text: 'a', offset: 0 });
});
