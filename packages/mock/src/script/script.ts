import type { CloseInfo, Connection, DecodedMessage, Frame, Message } from '@refrain/traffic';
import type { Link } from '../answers/links.ts';

/** The server's side of one recorded connection, ready to be played. */
export interface Script {
	readonly connection: Connection;
	/** Path of the handshake without its query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** Client messages (text and binary) in order. */
	readonly candidates: readonly Candidate[];
	/** What the server sent by itself, counted from the moment the handshake was answered. */
	readonly pushes: readonly ScriptedSend[];
	/** Set when the server ended the connection by itself, counted like `pushes`. */
	readonly end: ScriptedEnd | null;
	/** What the server answered a close frame of the client with; null when it echoed the code or was not asked. */
	readonly closeAnswer: Uint8Array | null;
}

/** A recorded client message with everything the server did because of it. */
export interface Candidate {
	readonly script: Script;
	/** Among the client messages of its connection, from 1. */
	readonly position: number;
	readonly message: Message;
	readonly decoded: DecodedMessage;
	/** Answers, counted from this message. */
	readonly answers: readonly ScriptedSend[];
	/** Pushes that began after this message, counted from it. */
	readonly pushes: readonly ScriptedSend[];
	/** Set when the server ended the connection after this message, counted from it. */
	readonly end: ScriptedEnd | null;
	/** Answers to this correlation id that are still due are not sent any more: this message cancelled them. */
	readonly cancels: string | null;
}

export interface ScriptedSend {
	readonly message: Message;
	readonly decoded: DecodedMessage;
	/** The frames it was sent in: a fragmented message is sent in fragments again. */
	readonly frames: readonly Frame[];
	/** Microseconds after its anchor. */
	readonly delayUs: number;
	/** Correlation id of the request it answers; null for a push. */
	readonly correlationId: string | null;
	/** Places that are filled from the live client message. Empty for a push. */
	readonly links: readonly Link[];
}

export interface ScriptedEnd {
	readonly delayUs: number;
	/** Payload of the close frame that the server sent first; null when it ended TCP without one. */
	readonly closePayload: Uint8Array | null;
	readonly tcp: CloseInfo['tcp'];
}
