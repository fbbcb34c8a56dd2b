import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	ConversationDecoder,
	type ConversationEvent,
	Deflater,
	encodeClosePayload,
	encodeFrame,
	negotiateDeflate,
	type Sender,
} from '../src/index.ts';
import { cutAt, lend } from './support/cut.ts';
import { ascii } from './support/hex.ts';
import { framesOf, upgradeRequest, upgradeResponse, violationsOf } from './support/upgrade.ts';

interface Sent {
	sender: Sender;
	kind: 'text' | 'binary' | 'ping' | 'pong';
	payload: Uint8Array;
	/** Where a data message is cut into frames. */
	fragments: number[];
	compress: boolean;
	maskingKey: number;
}

const sent: fc.Arbitrary<Sent> = fc.record({
	sender: fc.constantFrom('client', 'server'),
	kind: fc.constantFrom('text', 'binary', 'ping', 'pong'),
	payload: fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => new Uint8Array(Buffer.from(text))),
		fc.integer({ min: 100, max: 70_000 }).map((size) => new Uint8Array(size).fill(120)),
	),
	fragments: fc.array(fc.nat(60), { maxLength: 3 }),
	compress: fc.boolean(),
	maskingKey: fc.integer({ min: 0, max: 0xffffffff }),
});

const settings = fc.record({
	serverNoContextTakeover: fc.boolean(),
	clientNoContextTakeover: fc.boolean(),
	serverMaxWindowBits: fc.integer({ min: 8, max: 15 }),
	clientMaxWindowBits: fc.integer({ min: 8, max: 15 }),
});

const OFFER = 'permessage-deflate; client_max_window_bits';

/** The bytes of a message, and the frames it is made of. */
function frames(message: Sent, deflaters: Record<Sender, Deflater> | null): Uint8Array[] {
	const { sender, kind, payload, compress } = message;
	const maskingKey = sender === 'client' ? message.maskingKey : null;
	if (kind === 'ping' || kind === 'pong') {
		return [encodeFrame({ opcode: kind === 'ping' ? 9 : 10, payload: payload.subarray(0, 125), maskingKey })];
	}
	const rsv1 = compress && deflaters !== null;
	const wire = rsv1 ? deflaters[sender].deflate(payload) : payload;
	const parts = cutAt(wire, message.fragments);
	return parts.map((part, i) =>
		encodeFrame({
			opcode: i > 0 ? 0 : kind === 'text' ? 1 : 2,
			rsv1: rsv1 && i === 0,
			fin: i === parts.length - 1,
			payload: part,
			maskingKey,
		}),
	);
}

/** Feeds pieces of both directions; a piece is cut at the offsets that `cuts` gives for it. */
function play(pieces: readonly (readonly [Sender, Uint8Array])[], cuts: readonly number[]): ConversationEvent[] {
	const decoder = new ConversationDecoder();
	const events = pieces.flatMap(([sender, bytes], i) =>
		cutAt(
			bytes,
			cuts.map((cut) => (cut + i) % Math.max(bytes.length, 1)),
		).flatMap((part) => lend(part, (lent) => decoder.push(sender, lent, i))),
	);
	return [...events, ...decoder.end('client', 'fin', 1e6), ...decoder.end('server', 'fin', 1e6)];
}

test('any split of a conversation gives the same events, and what was sent', () => {
	fc.assert(
		fc.property(
			fc.option(settings),
			fc.array(sent, { maxLength: 8 }),
			fc.array(fc.nat(70_100), { maxLength: 20 }),
			(wanted, messages, cuts) => {
				const agreed = wanted === null ? null : negotiateDeflate(OFFER, wanted);
				const deflaters = agreed && {
					client: new Deflater(agreed.params, 'client'),
					server: new Deflater(agreed.params, 'server'),
				};
				const header = (value: string | undefined) =>
					value === undefined ? '' : `Sec-WebSocket-Extensions: ${value}\r\n`;
				const pieces: [Sender, Uint8Array][] = [
					['client', ascii('GET /before HTTP/1.1\r\nHost: x\r\n\r\n')],
					['server', ascii('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n')],
					['client', upgradeRequest(header(agreed === null ? undefined : OFFER))],
					['server', upgradeResponse(header(agreed?.header))],
					...messages.map((message): [Sender, Uint8Array] => [
						message.sender,
						Buffer.concat(frames(message, deflaters)),
					]),
					['server', encodeFrame({ opcode: 8, payload: encodeClosePayload(1000, 'bye'), maskingKey: null })],
				];
				const whole = play(pieces, []);
				expect(play(pieces, cuts)).toEqual(whole);
				expect(violationsOf(whole)).toEqual([]);
				const payloads = framesOf(whole).map((frame) => Buffer.from(frame.payload));
				const controls = (message: Sent) => message.kind === 'ping' || message.kind === 'pong';
				const expected = messages.map((message) => message.payload.subarray(0, controls(message) ? 125 : undefined));
				expect(Buffer.concat(payloads).equals(Buffer.concat([...expected, encodeClosePayload(1000, 'bye')]))).toBe(
					true,
				);
			},
		),
		{ numRuns: 80 },
	);
});

test('any split of arbitrary bytes gives the same events and never throws', () => {
	const noise = fc.uint8Array({ maxLength: 300 });
	fc.assert(
		fc.property(
			fc.boolean(),
			noise,
			noise,
			fc.array(fc.nat(300), { maxLength: 10 }),
			(upgrade, client, server, cuts) => {
				const extension = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';
				const opening: [Sender, Uint8Array][] = [
					['client', upgradeRequest(extension)],
					['server', upgradeResponse(extension)],
				];
				const pieces: [Sender, Uint8Array][] = [...(upgrade ? opening : []), ['client', client], ['server', server]];
				expect(play(pieces, cuts)).toEqual(play(pieces, []));
			},
		),
		{ numRuns: 1000 },
	);
});
