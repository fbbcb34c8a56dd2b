import { binary } from './decoders/binary.ts';
import { PAYLOAD_DECODERS } from './decoders/index.ts';
import { Payload } from './decoders/payload.ts';
import type { DecodeContext } from './decoders/payload-decoder.ts';
import { assembleMessages } from './message-assembly.ts';
import type { Connection, DecodedMessage, Message, RecordedConnection } from './model.ts';

/** What decoding needs of a connection. */
export type HandshakeFacts = Pick<DecodeContext, 'subprotocol' | 'path'>;

export function handshakeFacts(connection: Pick<Connection, 'path' | 'handshake'>): HandshakeFacts {
	return { subprotocol: connection.handshake?.subprotocol ?? null, path: connection.path };
}

/**
 * Decodes the messages of one connection in order of `n`. It remembers what later messages refer to (which operation an
 * id belongs to, which event a binary part completes), so use one for each connection.
 */
export class MessageDecoder {
	readonly #context: DecodeContext;

	constructor(facts: HandshakeFacts = { subprotocol: null, path: '' }) {
		this.#context = {
			subprotocol: facts.subprotocol,
			path: facts.path,
			memory: new Map(),
			pending: {
				client: { chunks: [], bytes: 0, wantedBytes: 0 },
				server: { chunks: [], bytes: 0, wantedBytes: 0 },
			},
		};
	}

	decode(message: Pick<Message, 'sender' | 'type' | 'payload'>): DecodedMessage {
		const payload = new Payload(message);
		for (const decoder of PAYLOAD_DECODERS) {
			const decoded = decoder.detect(payload, this.#context) ? decoder.decode(payload, this.#context) : null;
			if (decoded !== null) return decoded;
		}
		return binary.decode(payload, this.#context) as DecodedMessage;
	}
}

/** Decodes one message without knowledge of those before it. */
export function decodeMessage(
	message: Pick<Message, 'sender' | 'type' | 'payload'>,
	facts?: HandshakeFacts,
): DecodedMessage {
	return new MessageDecoder(facts).decode(message);
}

/** The messages of a connection, and at the same index what their payloads say. */
export interface DecodedConnection {
	readonly messages: readonly Message[];
	readonly decoded: readonly DecodedMessage[];
}

export function decodeConnection({ connection, frames }: RecordedConnection): DecodedConnection {
	const decoder = new MessageDecoder(handshakeFacts(connection));
	const messages = assembleMessages(frames);
	return { messages, decoded: messages.map((message) => decoder.decode(message)) };
}
