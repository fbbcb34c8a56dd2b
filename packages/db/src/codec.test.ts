import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { compress, decompress } from './codec.ts';

test.each([
	['nothing', Buffer.alloc(0), 0],
	['what does not get smaller', randomBytes(1000), 0],
	['text', Buffer.from('{"type":"message"}'.repeat(100_000)), 1],
] as const)('%s comes back', async (_, bytes, codec) => {
	const packed = await compress(bytes);
	expect(packed.codec).toBe(codec);
	expect(Buffer.from(await decompress(packed.codec, packed.body)).equals(bytes)).toBe(true);
});
