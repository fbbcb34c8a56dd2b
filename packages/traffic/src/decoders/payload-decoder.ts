import type { DecodedMessage, Sender } from '../model.ts';
import type { Payload } from './payload.ts';

/** What is known of the connection that a message crossed. */
export interface DecodeContext {
	/** Sec-WebSocket-Protocol that was agreed on, null when none. */
	readonly subprotocol: string | null;
	/** Request target of the handshake, '' when unknown. */
	readonly path: string;
	/** What decoders remember between messages of one connection, under keys that start with their name. */
	readonly memory: Map<string, string>;
	/** Bytes of each side that belong to a unit which later messages complete, of protocols that are streams of bytes. */
	readonly pending: Record<Sender, PendingBytes>;
}

export interface PendingBytes {
	chunks: Uint8Array[];
	bytes: number;
	/** No use to look at them before there are so many. */
	wantedBytes: number;
}

/** One kind of payload, with everything that Refrain knows about it. */
export interface PayloadDecoder {
	/** Stands in `DecodedMessage.decoder`. */
	readonly name: string;
	/** For people. */
	readonly label: string;
	/** True when the handshake or the message itself says that this decoder understands it. Cheap. */
	detect(payload: Payload, context: DecodeContext): boolean;
	/** null when the message turns out to be something else; the next decoder is asked then. */
	decode(payload: Payload, context: DecodeContext): DecodedMessage | null;
}
