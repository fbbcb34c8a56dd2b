import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskRange, Slab } from './mask.ts';

test('is the XOR of RFC 6455 5.3, for every alignment and length, and touches nothing else', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 200 }),
			fc.nat(80),
			fc.nat(200),
			fc.integer({ min: 0, max: 0xffffffff }),
			(bytes, from, size, key) => {
				const start = Math.min(from, bytes.length);
				const end = Math.min(start + size, bytes.length);
				const keyBytes = [key >>> 24, (key >>> 16) & 255, (key >>> 8) & 255, key & 255];
				const expected = bytes.map((byte, i) =>
					i < start || i >= end ? byte : byte ^ (keyBytes[(i - start) % 4] as number),
				);
				const slab = new Slab(new Uint8Array(bytes));
				const ascii = maskRange(slab, { start, end }, key);
				expect(slab.bytes).toEqual(expected);
				expect(ascii).toBe(expected.subarray(start, end).every((byte) => byte < 128));
			},
		),
		{ numRuns: 1000 },
	);
});
