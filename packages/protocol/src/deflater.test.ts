import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import type { DeflateParams } from './deflate-params.ts';
import { Deflater } from './deflater.ts';
import { Inflater } from './inflater.ts';

function params(overrides: Partial<DeflateParams> = {}): DeflateParams {
	const none = { serverNoContextTakeover: false, clientNoContextTakeover: false };
	return { ...none, serverMaxWindowBits: 15, clientMaxWindowBits: 15, ...overrides };
}

test('the example of RFC 7692 7.2.3.2: the second message refers to the first', () => {
	const deflater = new Deflater(params(), 'client');
	expect(toHex(deflater.deflate(fromHex("'Hello'")))).toBe('f248cdc9c90700');
	expect(toHex(deflater.deflate(fromHex("'Hello'")))).toBe('f200110000');
});

test('without context takeover every message is the first', () => {
	const deflater = new Deflater(params({ clientNoContextTakeover: true }), 'client');
	expect(toHex(deflater.deflate(fromHex("'Hello'")))).toBe('f248cdc9c90700');
	expect(toHex(deflater.deflate(fromHex("'Hello'")))).toBe('f248cdc9c90700');
});

test('an empty message is one zero byte (RFC 7692 7.2.3.6)', () => {
	expect(toHex(new Deflater(params(), 'server').deflate(new Uint8Array(0)))).toBe('00');
});

test('what one side deflates the other inflates, whatever was agreed', () => {
	const bits = fc.integer({ min: 8, max: 15 });
	const messages = fc.array(fc.uint8Array({ maxLength: 3000, max: 3 }), { maxLength: 5 });
	fc.assert(
		fc.property(
			bits,
			fc.boolean(),
			fc.constantFrom('client' as const, 'server' as const),
			messages,
			(size, fresh, sender, sent) => {
				const agreed = params({
					serverMaxWindowBits: size,
					clientMaxWindowBits: size,
					serverNoContextTakeover: fresh,
					clientNoContextTakeover: fresh,
				});
				const deflater = new Deflater(agreed, sender);
				const inflater = new Inflater(agreed, sender);
				for (const message of sent) {
					const result = inflater.push(deflater.deflate(message), true);
					expect(result).toEqual({ ok: true, bytes: message });
				}
			},
		),
	);
});

describe('stays inside the agreed window', () => {
	/** What is repeated further back than the window must be sent again in full. */
	test.each([8, 9, 10, 12])('of %i bits', (bits) => {
		const noise = Uint8Array.from({ length: 64 }, (_, i) => (i * 167 + 13) & 255);
		const filler = Uint8Array.from({ length: 1 << bits }, (_, i) => ((i * i) >> 3) & 255);
		const deflater = new Deflater(params({ clientMaxWindowBits: bits }), 'client');
		const wide = new Deflater(params(), 'client');
		for (const part of [noise, filler]) {
			deflater.deflate(part);
			wide.deflate(part);
		}
		expect(wide.deflate(noise).length).toBeLessThan(20);
		expect(deflater.deflate(noise).length).toBeGreaterThan(60);
	});
});

test('more than one chunk of output', () => {
	const random = Uint8Array.from({ length: 200_000 }, (_, i) => Math.imul(i ^ (i >>> 7), 0x9e3779b1) >>> 24);
	const result = new Inflater(params(), 'client').push(new Deflater(params(), 'client').deflate(random), true);
	expect(result.ok && Buffer.compare(result.bytes, random)).toBe(0);
});
