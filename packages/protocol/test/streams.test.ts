import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
	type AssembledMessage,
	type ConversationEvent,
	MessageAssembler,
	opcodeName,
	parseCloseFrame,
	type Sender,
} from '../src/index.ts';
import { byteByByte } from './support/cut.ts';
import { type ConnectionFacts, type DirectionFacts, play, streamFiles } from './support/streams.ts';
import { framesOf, violationsOf } from './support/upgrade.ts';

/** Rules that the recorded programs break, as the facts of their streams show. */
const KNOWN_VIOLATIONS: Record<string, string[]> = {
	'suricata-verify--websocket-ping': ['unmasked-client-frame'],
};

for (const { name, lines, facts } of streamFiles()) {
	const connections = [...new Set(lines.map((line) => line.c))].sort((a, b) => a - b);
	describe(name, () => {
		test.each(facts.connections.map((expected, i) => [connections[i] ?? -1, expected] as const))(
			'connection %i',
			(c, expected) => {
				const events = play(
					lines.filter((line) => line.c === c),
					(bytes) => [bytes],
				);
				expect(factsOf(events)).toEqual(comparable(expected));
				expect(violationsOf(events)).toEqual(KNOWN_VIOLATIONS[name] ?? []);
			},
		);

		test('byte by byte gives the same events', () => {
			for (const c of connections) {
				const own = lines.filter((line) => line.c === c);
				expect(play(own, byteByByte)).toEqual(play(own, (bytes) => [bytes]));
			}
		});
	});
}

/** The parts of the facts that events can tell, in the same words. */
function factsOf(events: ConversationEvent[]) {
	const http = events.flatMap((event) => (event.type === 'http' ? [event.exchange] : []));
	const handshakes = events.flatMap((event) => (event.type === 'handshake' ? [event.handshake] : []));
	const refused = handshakes.filter((handshake) => !handshake.accepted);
	const accepted = handshakes.find((handshake) => handshake.accepted);
	const closed = events.find((event) => event.type === 'closed');
	return {
		statuses: [...http, ...refused].map(({ response }) => response?.status ?? null),
		refused: refused.map(({ request, response }) => [request.target, response?.status]),
		handshake: accepted && {
			target: accepted.request.target,
			status: accepted.response?.status,
			subprotocol: accepted.subprotocol,
			extensions: accepted.extensions,
		},
		c2s: accepted && directionFacts(events, 'client'),
		s2c: accepted && directionFacts(events, 'server'),
		closeInitiator: closed?.type === 'closed' && closed.close.frame ? closed.close.by : null,
		tcp: closed?.type === 'closed' ? closed.close.tcp : 'open',
	};
}

function comparable(facts: ConnectionFacts): ReturnType<typeof factsOf> {
	const { handshake, c2s, s2c } = facts;
	expect(handshake?.accept_valid ?? true).toBe(true);
	return {
		statuses: facts.http_statuses,
		refused: (facts.refused_upgrades ?? []).map(({ request, status }) => [request.split(' ')[1] ?? '', status]),
		handshake: handshake && {
			target: handshake.target,
			status: handshake.status,
			subprotocol: handshake.subprotocol,
			extensions: handshake.extensions,
		},
		c2s: c2s && pick(c2s),
		s2c: s2c && pick(s2c),
		closeInitiator: (facts.close_initiator ?? null) as Sender | null,
		tcp: facts.tcp_end.some((end) => end.endsWith('rst')) ? 'reset' : facts.tcp_end.length === 2 ? 'fin' : 'open',
	};
}

function directionFacts(events: ConversationEvent[], sender: Sender) {
	const frames = framesOf(events).filter((frame) => frame.sender === sender);
	const assembler = new MessageAssembler();
	const messages = frames.flatMap((frame) => assembler.push(frame) ?? []);
	const names = frames.map((frame) => opcodeName(frame.opcode)).filter((opcode) => opcode !== 'continuation');
	const close = frames.find((frame) => frame.opcode === 8);
	const closeFrame = close && parseCloseFrame(close.payload);
	return {
		frames: frames.length,
		by_opcode: Object.fromEntries(
			[...new Set(names)].map((opcode) => [opcode, names.filter((n) => n === opcode).length]),
		),
		continuation_frames: frames.length - names.length,
		rsv1_frames: frames.filter((frame) => frame.rsv1).length,
		masked_frames: frames.filter((frame) => frame.maskingKey !== null).length,
		wire_payload_bytes: frames.reduce((sum, frame) => sum + frame.wirePayloadBytes, 0),
		stream_bytes: frames.reduce((sum, frame) => sum + frame.wireBytes, 0),
		messages: messages.length,
		text_messages: messages.filter((message) => message.opcode === 1).length,
		binary_messages: messages.filter((message) => message.opcode === 2).length,
		fragmented_messages: messages.filter((message) => message.frames > 1).length,
		compressed_messages: messages.filter((message) => message.compressed).length,
		message_bytes: messages.reduce((sum, message) => sum + message.payload.length, 0),
		max_message_bytes: Math.max(0, ...messages.map((message) => message.payload.length)),
		first_message_sha256: messages[0] === undefined ? null : sha256(messages[0].payload),
		last_message_sha256: messages.length === 0 ? null : sha256(messages.at(-1)?.payload ?? Buffer.of()),
		all_messages_sha256: messages.length === 0 ? null : sha256(Buffer.concat(messages.flatMap(labelled))),
		close: closeFrame ? { code: closeFrame.code, reason: closeFrame.reason, payload_len: close.payload.length } : null,
	};
}

function pick(facts: DirectionFacts): ReturnType<typeof directionFacts> {
	const { frames, by_opcode, continuation_frames, rsv1_frames, masked_frames, wire_payload_bytes, stream_bytes } =
		facts;
	const { messages, text_messages, binary_messages, fragmented_messages, compressed_messages, message_bytes } = facts;
	const { max_message_bytes, first_message_sha256, last_message_sha256, all_messages_sha256, close } = facts;
	const wire = { frames, by_opcode, continuation_frames, rsv1_frames, masked_frames, wire_payload_bytes, stream_bytes };
	const counts = { messages, text_messages, binary_messages, fragmented_messages, compressed_messages, message_bytes };
	return {
		...wire,
		...counts,
		max_message_bytes,
		first_message_sha256,
		last_message_sha256,
		all_messages_sha256,
		close,
	};
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function labelled(message: AssembledMessage): Uint8Array[] {
	const type = message.opcode === 1 ? 'text' : 'binary';
	return [Buffer.from(`${type} ${message.payload.length}\n`), message.payload];
}
