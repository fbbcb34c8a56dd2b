import { expect, test } from 'vitest';
import { fromHex } from '../test/support/hex.ts';
import { headerLength, MOST_HEADER_BYTES, readHeader } from './frame-header.ts';

test.each([
	['8105', 2],
	['817e0000', 4],
	['817f0000000000000000', 10],
	['8185 01020304', 6],
	['81fe0000 01020304', 8],
	['81ff0000000000000000 01020304', MOST_HEADER_BYTES],
])('%s is all of the header', (hex, length) => {
	const bytes = fromHex(hex);
	expect(headerLength(bytes, 0, bytes.length)).toBe(length);
	expect(headerLength(bytes, 0, 1)).toBe(2);
	expect(readHeader(bytes, 0).headerBytes).toBe(length);
});

test('reads every field, at any position', () => {
	expect(readHeader(fromHex('ff ff d9fe0102 fffefdfc'), 2)).toEqual({
		fin: true,
		rsv: 5,
		opcode: 9,
		maskingKey: 0xfffefdfc,
		payloadBytes: 0x0102,
		headerBytes: 8,
		lengthBytes: 2,
		lengthHighBit: false,
	});
	expect(readHeader(fromHex('027f 0000000180000001'), 0)).toMatchObject({
		fin: false,
		payloadBytes: 0x180000001,
		lengthHighBit: false,
	});
	expect(readHeader(fromHex('027f 8000000000000001'), 0).lengthHighBit).toBe(true);
});
