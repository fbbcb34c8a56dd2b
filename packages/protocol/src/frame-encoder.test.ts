import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import { FRAME_VECTORS } from '../test/support/vectors.ts';
import { encodeFrame } from './frame-encoder.ts';

describe.each(FRAME_VECTORS)('$name ($section)', ({ hex, frames }) => {
	test('is what the encoder writes', () => {
		const written = frames.map(({ opcode, fin = true, maskingKey, payload }) =>
			encodeFrame({
				opcode,
				fin,
				payload: fromHex(payload),
				maskingKey: maskingKey === undefined ? null : Number.parseInt(maskingKey, 16),
			}),
		);
		expect(toHex(Buffer.concat(written))).toBe(toHex(fromHex(hex)));
	});
});

test('writes the reserved bits and reserved opcodes it is asked for', () => {
	const frame = { opcode: 11, payload: fromHex(''), maskingKey: null };
	expect(toHex(encodeFrame({ ...frame, rsv1: true }))).toBe('cb00');
	expect(toHex(encodeFrame({ ...frame, rsv2: true }))).toBe('ab00');
	expect(toHex(encodeFrame({ ...frame, rsv3: true, fin: false }))).toBe('1b00');
});

test('masking leaves the payload of the caller alone', () => {
	const payload = fromHex('01*100');
	encodeFrame({ opcode: 2, payload, maskingKey: 0xffffffff });
	expect(payload).toEqual(fromHex('01*100'));
});
