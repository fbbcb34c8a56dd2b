import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import vectors from '../test/vectors/deflate.json' with { type: 'json' };
import type { DeflateParams } from './deflate-params.ts';
import { Inflater } from './inflater.ts';

const PARAMS: DeflateParams = {
	serverNoContextTakeover: false,
	clientNoContextTakeover: false,
	serverMaxWindowBits: 15,
	clientMaxWindowBits: 15,
};

/** A message as a sender without context takeover makes it. */
function compressed(message: Uint8Array): Uint8Array {
	const deflated = deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH });
	return deflated.subarray(0, deflated.length - 4);
}

function inflated(result: ReturnType<Inflater['push']>): string {
	return result.ok ? toHex(result.bytes) : result.reason;
}

describe.each(vectors)('$name ($section)', ({ messages }) => {
	test('inflates, frame by frame', () => {
		const inflater = new Inflater(PARAMS, 'server');
		for (const { frames, inflated: expected } of messages) {
			const parts = frames.map((frame, i) => inflated(inflater.push(fromHex(frame), i === frames.length - 1)));
			expect(parts.join('')).toBe(toHex(fromHex(expected)));
		}
	});
});

test('each frame gives what its own bytes say (RFC 7692 7.2.2)', () => {
	const inflater = new Inflater(PARAMS, 'server');
	expect(inflated(inflater.push(fromHex('f248cd'), false))).toBe(toHex(fromHex("'He'")));
	expect(inflated(inflater.push(fromHex('c9c90700'), true))).toBe(toHex(fromHex("'llo'")));
});

test('without context takeover a reference to the message before is an error', () => {
	const inflater = new Inflater({ ...PARAMS, serverNoContextTakeover: true }, 'server');
	expect(inflated(inflater.push(fromHex('f248cdc9c90700'), true))).toBe(toHex(fromHex("'Hello'")));
	expect(inflated(inflater.push(fromHex('f200110000'), true))).toBe('bad-data');
});

test('the rule of the other side does not matter', () => {
	const inflater = new Inflater({ ...PARAMS, serverNoContextTakeover: true }, 'client');
	inflater.push(fromHex('f248cdc9c90700'), true);
	expect(inflated(inflater.push(fromHex('f200110000'), true))).toBe(toHex(fromHex("'Hello'")));
});

describe('bad data', () => {
	test('fails the rest of the message and nothing behind it', () => {
		const inflater = new Inflater(PARAMS, 'server');
		expect(inflated(inflater.push(fromHex('ffff'), false))).toBe('bad-data');
		expect(inflated(inflater.push(fromHex('f248cdc9c90700'), true))).toBe('bad-data');
		expect(inflated(inflater.push(fromHex('f248cdc9c90700'), true))).toBe(toHex(fromHex("'Hello'")));
	});

	test('a later reference across it is an error, never other bytes', () => {
		const inflater = new Inflater(PARAMS, 'server');
		inflater.push(fromHex('f248cdc9c90700'), true);
		inflater.push(fromHex('ffff'), true);
		expect(inflated(inflater.push(fromHex('f200110000'), true))).toBe('bad-data');
	});

	test('a message that is abandoned starts a fresh window', () => {
		const inflater = new Inflater(PARAMS, 'server');
		inflater.push(fromHex('f248'), false);
		inflater.abandon();
		expect(inflated(inflater.push(fromHex('f248cdc9c90700'), true))).toBe(toHex(fromHex("'Hello'")));
	});
});

describe('the cap on inflated size', () => {
	const limits = { maxMessageBytes: 100_000 };

	test('100 MB out of 100 KB is refused without keeping it', () => {
		const inflater = new Inflater(PARAMS, 'server', limits);
		const result = inflater.push(compressed(new Uint8Array(100 * 1024 * 1024)), true);
		expect(result).toEqual({ ok: false, reason: 'too-large', detail: 'inflates to more than 100000 bytes' });
	});

	test('counts over the frames of a message, and anew for the next', () => {
		const inflater = new Inflater(PARAMS, 'server', limits);
		const exact = compressed(new Uint8Array(100_000).fill(97));
		expect(inflater.push(exact, true).ok).toBe(true);
		expect(inflater.push(exact, true).ok).toBe(true);
		const over = compressed(new Uint8Array(100_001).fill(97));
		expect(inflated(inflater.push(over.subarray(0, 20), false))).not.toBe('too-large');
		expect(inflated(inflater.push(over.subarray(20), true))).toBe('too-large');
	});

	test('keeps the window, so that the next message can refer to what was dropped', () => {
		const inflater = new Inflater(PARAMS, 'server', { maxMessageBytes: 5 });
		expect(inflated(inflater.push(compressed(fromHex("'HelloHello'")), true))).toBe('too-large');
		expect(inflated(inflater.push(fromHex('f200110000'), true))).toBe(toHex(fromHex("'Hello'")));
	});
});
