/** Who sent something. Absolute: it never depends on who is looking. */
export type Sender = 'client' | 'server';

/** Names of the RFC 6455 5.2 opcodes; 3-7 and 11-15 are reserved. */
export type OpcodeName = 'continuation' | 'text' | 'binary' | 'close' | 'ping' | 'pong' | `reserved-${number}`;

/** Ordered header fields as they were on the wire: names keep their case, repeated names stay repeated. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface RequestHead {
	method: string;
	/** Request target exactly as sent (RFC 9112 3.2), query included. */
	target: string;
	/** '1.0' or '1.1' */
	version: string;
	headers: Headers;
}

export interface ResponseHead {
	status: number;
	reason: string;
	version: string;
	headers: Headers;
}

/** Bytes that break a rule of a protocol. Never an exception: the peer's bad bytes are data. */
export interface Violation {
	/** Stable, kebab-case: 'fragmented-control-frame', 'reserved-opcode', 'bad-utf8', ... */
	code: string;
	/** The rule that was broken, e.g. 'RFC 6455 5.5'. */
	section: string;
	/** One sentence: what was seen and what the rule asks. */
	message: string;
	sender: Sender;
	/** Epoch microseconds of the bytes that broke the rule. */
	atUs: number;
	/** Offset of the first bad byte in what this sender sent on the TCP connection. */
	offset: number;
	/** The bad bytes, at most the first 1024. */
	bytes: Uint8Array;
}

/** One RFC 6455 5.2 wire unit. */
export interface Frame {
	/** Position among all frames of the connection, both senders, in order of arrival; from 0. */
	seq: number;
	sender: Sender;
	/** 0-15 */
	opcode: number;
	fin: boolean;
	rsv1: boolean;
	rsv2: boolean;
	rsv3: boolean;
	/** The 32-bit masking key as an unsigned number, null when the frame was not masked. */
	maskingKey: number | null;
	/** Epoch microseconds of the frame's last byte. */
	atUs: number;
	/** Payload length as on the wire (compressed, if it was). */
	wirePayloadBytes: number;
	/** Header and payload as on the wire. */
	wireBytes: number;
	/** True when this frame is part of a message that permessage-deflate compressed. */
	compressed: boolean;
	/**
	 * The payload, unmasked; of a compressed message the part of the inflated message that this frame's bytes gave
	 * (RFC 7692 7.2.2), so that the payloads of a message's frames joined are the message. Where inflating failed:
	 * the wire bytes, and `inflateFailed` is true.
	 */
	payload: Uint8Array;
	inflateFailed: boolean;
}

/** Bytes of one sender behind an accepted handshake as they were on the wire, or the end of its half of the connection. */
export interface WirePiece {
	sender: Sender;
	/** Epoch microseconds of its arrival. */
	atUs: number;
	/** Of its first byte in what this sender sent on the TCP connection. */
	offset: number;
	/** A view that may be valid only until the call that gave it returns. Empty for an end. */
	bytes: Uint8Array;
	/** Frames whose last byte is in it. */
	frames: number;
	/** Nothing more comes of this sender. */
	end: boolean;
}

/** Where a connection ended. */
export interface CloseInfo {
	/** Code of the first close frame seen; null when there was none or it was empty (1005). */
	code: number | null;
	reason: string;
	/** Who sent the first close frame, or else ended TCP first; 'none' when the recording stopped before the end. */
	by: Sender | 'none';
	/** True when at least one close frame was seen. */
	frame: boolean;
	/** How TCP ended. */
	tcp: 'fin' | 'reset' | 'open';
}

/** One HTTP/1.1 request and its response on a connection (no upgrade, or a refused one). */
export interface HttpExchange {
	/** Position on the connection, from 0. */
	n: number;
	request: RequestHead;
	/** As sent, without transfer coding (chunks joined), with content coding. */
	requestBody: Uint8Array;
	requestAtUs: number;
	/** null when the connection ended first. */
	response: ResponseHead | null;
	responseBody: Uint8Array;
	responseAtUs: number | null;
	endedAtUs: number | null;
	/** True when a body was longer than the limit and only its start is here; `*BodyBytes` has the true length. */
	truncated: boolean;
	requestBodyBytes: number;
	responseBodyBytes: number;
}

/** What the upgrade handshake (RFC 6455 4) agreed on, read from both heads. */
export interface Handshake {
	request: RequestHead;
	requestAtUs: number;
	/** null when the connection ended before an answer. */
	response: ResponseHead | null;
	responseAtUs: number | null;
	/** Body of a refusal; empty for a 101. */
	responseBody: Uint8Array;
	accepted: boolean;
	/** Sec-WebSocket-Protocol of the response. */
	subprotocol: string | null;
	/** Sec-WebSocket-Extensions of the response, as sent. */
	extensions: string | null;
}

/**
 * What a conversation decoder tells, in order. One TCP connection may give HTTP exchanges first and then one handshake;
 * after an accepted one come frames, after a refused one more HTTP exchanges may follow.
 */
export type ConversationEvent =
	| { type: 'http-request'; exchange: HttpExchange }
	| { type: 'http'; exchange: HttpExchange }
	| { type: 'handshake-request'; request: RequestHead; atUs: number }
	| { type: 'handshake'; handshake: Handshake }
	| { type: 'frame'; frame: Frame }
	/**
	 * In place of `frame`, where frames are only scanned: `messages` and `violations` are what the scan found in this piece
	 * (see `FrameScanner`).
	 */
	| { type: 'wire'; piece: WirePiece; messages: number; violations: number }
	| { type: 'violation'; violation: Violation }
	| { type: 'closed'; close: CloseInfo; atUs: number };
