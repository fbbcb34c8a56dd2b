import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import { framesOf, violationsOf } from '../test/support/upgrade.ts';
import type { DeflateParams } from './deflate-params.ts';
import { WebSocketDecoder, type WebSocketDecoderOptions } from './websocket-decoder.ts';

const DEFLATE: DeflateParams = {
	serverNoContextTakeover: false,
	clientNoContextTakeover: false,
	serverMaxWindowBits: 15,
	clientMaxWindowBits: 15,
};

function decoder(options: Partial<WebSocketDecoderOptions> = {}): WebSocketDecoder {
	let seq = 0;
	return new WebSocketDecoder({ sender: 'server', deflate: null, nextSeq: () => seq++, ...options });
}

function payloads(
	events: ReturnType<WebSocketDecoder['push']>,
): [payload: string, compressed: boolean, failed: boolean][] {
	return framesOf(events).map((frame) => [toHex(frame.payload), frame.compressed, frame.inflateFailed]);
}

test('numbers the frames with the counter it is given', () => {
	let seq = 40;
	const events = decoder({ nextSeq: () => seq++ }).push(fromHex('8100 8900'), 1);
	expect(framesOf(events).map((frame) => frame.seq)).toEqual([40, 41]);
});

describe('compressed messages', () => {
	test('continuations belong to the compressed message, control frames between do not', () => {
		const events = decoder({ deflate: DEFLATE }).push(fromHex('4103 f248cd 8900 8004 c9c90700 8101 61'), 1);
		expect(payloads(events)).toEqual([
			[toHex(fromHex("'He'")), true, false],
			['', false, false],
			[toHex(fromHex("'llo'")), true, false],
			['61', false, false],
		]);
		expect(framesOf(events).map((frame) => [frame.wirePayloadBytes, frame.wireBytes])).toEqual([
			[3, 5],
			[0, 2],
			[4, 6],
			[1, 3],
		]);
	});

	test('where inflating fails the wire bytes stay, told once per message, and the next message is read', () => {
		const events = decoder({ deflate: DEFLATE }).push(fromHex('4102 ffff 8001 aa c107 f248cdc9c90700'), 1);
		expect(payloads(events)).toEqual([
			['ffff', true, true],
			['aa', true, true],
			[toHex(fromHex("'Hello'")), true, false],
		]);
		expect(violationsOf(events)).toEqual(['bad-deflate-data']);
	});

	test('a message that inflates over the cap', () => {
		const events = decoder({ deflate: DEFLATE, maxMessageBytes: 4 }).push(fromHex('c107 f248cdc9c90700'), 1);
		expect(payloads(events)).toEqual([['f248cdc9c90700', true, true]]);
		expect(violationsOf(events)).toEqual(['inflated-too-large']);
	});

	test('a frame over the frame limit fails its message only', () => {
		const limited = decoder({ deflate: DEFLATE, maxFramePayloadBytes: 7 });
		const events = limited.push(fromHex('c10b 000500faff48656c6c6f00 c107 f248cdc9c90700'), 1);
		expect(violationsOf(events)).toEqual(['frame-too-large']);
		expect(payloads(events)).toEqual([
			['000500faff4865', true, true],
			[toHex(fromHex("'Hello'")), true, false],
		]);
	});

	test('a message that a new one interrupts leaves the inflater ready', () => {
		const events = decoder({ deflate: DEFLATE }).push(fromHex('4103 f248cd c107 f248cdc9c90700'), 1);
		expect(violationsOf(events)).toEqual(['interrupted-message']);
		expect(payloads(events)[1]).toEqual([toHex(fromHex("'Hello'")), true, false]);
	});

	test('RSV1 without the extension compresses nothing', () => {
		expect(payloads(decoder().push(fromHex('c101 61'), 1))).toEqual([['61', false, false]]);
	});

	test('the inflated text is checked, placed at the payload of its frame', () => {
		// A stored block with the single byte FF.
		const events = decoder({ deflate: DEFLATE, offset: 100 }).push(fromHex('c107 000100feffff00'), 1);
		expect(events[0]).toMatchObject({ violation: { code: 'bad-utf8', offset: 102, bytes: fromHex('ff') } });
	});
});

describe('text', () => {
	test.each([
		['binary may be anything', '8201 ff', []],
		['each message begins anew', '8101 e2 8101 61', ['bad-utf8']],
		['a bad message does not spoil the next', '8101 ff 8102 c3a4', ['bad-utf8']],
		['a continuation of nothing is not judged as text', '8001 ff', ['continuation-of-nothing']],
		['control frames between do not count as text', '0101 c3 8901 ff 8001 a4', []],
	])('%s', (_, hex, codes) => {
		expect(violationsOf(decoder().push(fromHex(hex), 1))).toEqual(codes);
	});

	test('the bad bytes are kept, from the first one on', () => {
		const [event] = decoder().push(fromHex('8105 6162 ff6364'), 1);
		expect(event).toMatchObject({ violation: { offset: 4, bytes: fromHex('ff6364') } });
	});
});

test('the end tells of a cut frame', () => {
	const cut = decoder();
	cut.push(fromHex('8105 61'), 1);
	expect(violationsOf(cut.end(2))).toEqual(['truncated-frame']);
});
