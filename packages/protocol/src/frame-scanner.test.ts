import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteByByte, cutAt, lend } from '../test/support/cut.ts';
import { fromHex, toHex } from '../test/support/hex.ts';
import { FRAME_VECTORS } from '../test/support/vectors.ts';
import { encodeClosePayload } from './close-frame.ts';
import type { Sender } from './events.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { encodeFrame } from './frame-encoder.ts';
import { FrameScanner } from './frame-scanner.ts';

/** What a scanner says of these pieces. */
function scan(sender: Sender, parts: readonly Uint8Array[], allowedRsv = 0) {
	const scanner = new FrameScanner({ sender, allowedRsv });
	for (const part of parts) lend(part, (lent) => scanner.push(lent));
	const { frames, messages, payloadBytes, violations, undecodedBytes, cut, closePayload } = scanner;
	return { frames, messages, payloadBytes, violations, undecodedBytes, cut, closePayload: hexOrNull(closePayload) };
}

/** The same, from what a decoder makes of them. */
function decode(sender: Sender, bytes: Uint8Array, allowedRsv = 0): ReturnType<typeof scan> {
	const decoder = new FrameDecoder({ sender, allowedRsv });
	const events = decoder.push(bytes, 1);
	const frames = events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
	const closes = frames.filter(({ opcode }) => opcode === 8);
	// Of later close frames only the headers are judged.
	const lateCloses = events.filter(
		(event, at) => event.type === 'violation' && isOfPayload(event.violation.code) && !followsFirst(events, at, closes),
	);
	return {
		frames: frames.length,
		messages: frames.filter(({ opcode }) => opcode !== 0).length,
		payloadBytes: frames.reduce((sum, { wirePayloadBytes }) => sum + wirePayloadBytes, 0),
		violations: events.length - frames.length - lateCloses.length,
		undecodedBytes: decoder.undecodedBytes,
		cut: decoder.end(2).length > 0,
		closePayload: hexOrNull(closes[0]?.payload ?? null),
	};
}

function isOfPayload(code: string): boolean {
	return code === 'close-payload-of-one-byte' || code === 'bad-close-code' || code === 'bad-utf8-in-close-reason';
}

function followsFirst(events: ReturnType<FrameDecoder['push']>, at: number, closes: readonly unknown[]): boolean {
	const next = events[at + 1];
	return next?.type === 'frame' && next.frame === closes[0];
}

function hexOrNull(bytes: Uint8Array | null): string | null {
	return bytes === null ? null : toHex(bytes);
}

describe.each(FRAME_VECTORS)('$name ($section)', ({ sender: from, hex, splits }) => {
	const bytes = fromHex(hex);
	const sender = from === 'client' ? 'client' : 'server';
	test.each([
		['whole', [bytes]],
		['cut at the split points', cutAt(bytes, splits)],
		['byte by byte', byteByByte(bytes)],
	])('%s', (_, parts) => {
		expect(scan(sender, parts)).toEqual(decode(sender, bytes));
	});
});

const frame = fc
	.record({
		opcode: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 8, 9, 10) }, fc.nat(15)),
		fin: fc.boolean(),
		rsv1: fc.boolean(),
		rsv2: fc.boolean(),
		maskingKey: fc.option(fc.integer({ min: 0, max: 0xffffffff })),
		payload: fc.oneof(
			fc.uint8Array({ maxLength: 200 }),
			fc.constantFrom(125, 126, 65_535, 65_536).map((size) => new Uint8Array(size)),
			fc.tuple(fc.constantFrom(999, 1000, 4000, 5000), fc.string({ maxLength: 9 })).map(([code, reason]) => {
				return encodeClosePayload(code, reason);
			}),
		),
	})
	.map((one) => encodeFrame(one));

const noise = fc.oneof(
	fc.uint8Array({ maxLength: 30 }),
	fc.constant(fromHex('827f 8000000000000001')),
	fc.constant(fromHex('82ff 0100000000000000 01020304')),
);

test('any bytes, however they are cut, give what decoding them gives', () => {
	fc.assert(
		fc.property(
			fc.constantFrom<Sender>('client', 'server'),
			fc.constantFrom(0, 4, 7),
			fc.array(fc.oneof({ weight: 9, arbitrary: frame }, noise), { maxLength: 8 }),
			fc.array(fc.nat(3000), { maxLength: 12 }),
			(sender, allowedRsv, parts, cuts) => {
				const bytes = new Uint8Array(Buffer.concat(parts));
				expect(scan(sender, cutAt(bytes, cuts), allowedRsv)).toEqual(decode(sender, bytes, allowedRsv));
			},
		),
		{ numRuns: 250 },
	);
});

test('well-formed messages, however they are cut, break no rule', () => {
	const message = fc.uint8Array({ maxLength: 300 });
	fc.assert(
		fc.property(fc.array(message), fc.array(fc.nat(2000)), (messages, cuts) => {
			const bytes = Buffer.concat(messages.map((payload) => encodeFrame({ opcode: 2, payload, maskingKey: 7 })));
			expect(scan('client', cutAt(new Uint8Array(bytes), cuts))).toMatchObject({
				frames: messages.length,
				messages: messages.length,
				violations: 0,
				cut: false,
			});
		}),
	);
});

test('of a close frame over the limit the start is kept', () => {
	const scanner = new FrameScanner({ sender: 'server', maxPayloadBytes: 4 });
	for (const part of byteByByte(fromHex('8806 03e8 61626364'))) scanner.push(part);
	expect(toHex(scanner.closePayload ?? new Uint8Array(0))).toBe('03e86162');
});
