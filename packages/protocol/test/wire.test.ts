import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	agreedExtensions,
	ConversationDecoder,
	type ConversationEvent,
	type Sender,
	WebSocketDecoder,
} from '../src/index.ts';
import { byteByByte, cutAt } from './support/cut.ts';
import { fromHex } from './support/hex.ts';
import { play, streamFiles } from './support/streams.ts';
import { upgradeRequest, upgradeResponse } from './support/upgrade.ts';

type Feed = (decoder: ConversationDecoder) => ConversationEvent[];

/** What decoding at once tells, and what decoding later tells: the same, and its counters say so beforehand. */
function expectSame(feed: Feed): void {
	const decoded = feed(new ConversationDecoder());
	const scanned = feed(new ConversationDecoder({ frames: 'scan' })).map(copied);
	expect(decodeLater(scanned)).toEqual(decoded);
	const wires = scanned.flatMap((event) => (event.type === 'wire' ? [event] : []));
	const frames = decoded.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
	expect(wires.reduce((sum, { piece }) => sum + piece.frames, 0)).toBe(frames.length);
	expect(wires.reduce((sum, { messages }) => sum + messages, 0)).toBe(
		frames.filter(({ opcode }) => opcode !== 0).length,
	);
}

/** The bytes of an event may be lent. */
function copied(event: ConversationEvent): ConversationEvent {
	if (event.type !== 'wire') return event;
	return { ...event, piece: { ...event.piece, bytes: new Uint8Array(event.piece.bytes) } };
}

function decodeLater(events: readonly ConversationEvent[]): ConversationEvent[] {
	const decoders = new Map<Sender, WebSocketDecoder>();
	let extensions: string | null = null;
	let seq = 0;
	return events.flatMap((event): ConversationEvent[] => {
		if (event.type === 'handshake') extensions = event.handshake.extensions;
		if (event.type !== 'wire') return [event];
		const { sender, bytes, atUs, offset, end } = event.piece;
		const decoder =
			decoders.get(sender) ??
			new WebSocketDecoder({ sender, offset, ...agreedExtensions(extensions), nextSeq: () => seq++ });
		decoders.set(sender, decoder);
		return end ? decoder.end(atUs) : decoder.push(bytes, atUs);
	});
}

describe.each(streamFiles())('$name', ({ lines }) => {
	test.each([...new Set(lines.map(({ c }) => c))])('connection %i', (c) => {
		const own = lines.filter((line) => line.c === c);
		expectSame((decoder) => play(own, (bytes) => cutAt(bytes, [1, 3, 130, 70_000]), decoder));
	});
});

const FAULTS = join(import.meta.dirname, '../../testkit/fixtures/faults/faults.json');
const faults = JSON.parse(readFileSync(FAULTS, 'utf8')) as { id: string; hex: string }[];
const EXTENSION = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';

/** Everything that one connection carries: client bytes early, before the 101, too. */
function conversation(pieces: readonly (readonly [Sender, Uint8Array])[], extension: string): Feed {
	return (decoder) => [
		...decoder.push('client', upgradeRequest(extension), 1),
		...pieces.slice(0, 1).flatMap(([sender, bytes]) => (sender === 'client' ? decoder.push(sender, bytes, 2) : [])),
		...decoder.push('server', upgradeResponse(extension), 3),
		...pieces.slice(1).flatMap(([sender, bytes], i) => decoder.push(sender, bytes, 4 + i)),
		...decoder.end('client', 'fin', 100),
		...decoder.end('server', 'reset', 101),
	];
}

test.each(faults)('$id', ({ hex }) => {
	for (const cut of [(bytes: Uint8Array) => [bytes], byteByByte]) {
		const pieces = cut(fromHex(hex)).map((bytes) => ['client', bytes] as const);
		expectSame(conversation(pieces, ''));
		expectSame(conversation([['server', fromHex('8101 61')], ...pieces], EXTENSION));
	}
});

test('any bytes', () => {
	const piece = fc.tuple(fc.constantFrom<Sender>('client', 'server'), fc.uint8Array({ maxLength: 40 }));
	fc.assert(
		fc.property(fc.array(piece), fc.constantFrom('', EXTENSION), fc.array(fc.nat(40)), (pieces, extension, cuts) => {
			const parts = pieces.flatMap(([sender, bytes]) => cutAt(bytes, cuts).map((part) => [sender, part] as const));
			expectSame(conversation(parts, extension));
		}),
		{ numRuns: 300 },
	);
});

test('a recording that stops ends no half', () => {
	expectSame((decoder) => [
		...decoder.push('client', upgradeRequest(), 1),
		...decoder.push('server', upgradeResponse(), 2),
		...decoder.push('server', fromHex('8105 61'), 3),
		...decoder.stop(4),
	]);
});
