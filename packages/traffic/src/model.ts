import type {
	CloseInfo,
	Frame,
	Handshake,
	HttpExchange,
	OpcodeName,
	Sender,
	Violation,
	WirePiece,
} from '@refrain/protocol';

/** All times named `atUs` are microseconds since the epoch, as safe integers; `offsetUs` counts from the connection's `openedAtUs`. */

/** The parts of a captured connection that are known when it opens. Ids are UUIDs, version 7. */
export interface ConnectionOpened {
	id: string;
	recordingId: string;
	kind: 'websocket' | 'http';
	/** First byte of the first request on it. */
	openedAtUs: number;
	/** 'address:port' of both ends as capture saw them; null where unknown (imports). */
	clientAddress: string | null;
	serverAddress: string | null;
	tls: boolean;
}

/** A captured connection's facts: one WebSocket (handshake to close), or one HTTP/1.1 connection with its requests. */
export interface Connection extends ConnectionOpened {
	/** null while it is open. */
	closedAtUs: number | null;
	/** Host header of the first request, '' when absent. */
	host: string;
	/** Request target of the handshake (or of the first HTTP request), query included. */
	path: string;
	/** Of kind 'websocket' only. */
	handshake: Handshake | null;
	close: CloseInfo | null;
	violations: readonly Violation[];
	/** Frames that capture could not keep (its buffers were full); 0 is the promise. */
	droppedFrames: number;
	/** Which session (actor) it belongs to, and the rule that said so; see session rules. */
	session: SessionKey;
}

export interface SessionKey {
	/** Equal keys are one session. */
	key: string;
	/** What to show: 'user 7', 'cookie sid=...', '127.0.0.1'. */
	label: string;
	/** Name of the rule that found it: 'cookie', 'header', 'query', 'jwt', 'first-message', 'client-address'. */
	rule: string;
}

/** A connection with everything that crossed it. Frames in order of `seq`. */
export interface RecordedConnection {
	connection: Connection;
	frames: readonly Frame[];
	http: readonly HttpExchange[];
}

/** One capture run or one import. */
export interface Recording {
	id: string;
	name: string;
	startedAtUs: number;
	endedAtUs: number | null;
	/** 'record ws://127.0.0.1:9000', 'import of orders.har', ... */
	source: string;
}

/** An immutable selection of captured traffic: what replay and mock take. */
export interface Snapshot {
	id: string;
	name: string;
	createdAtUs: number;
	connections: readonly RecordedConnection[];
}

/** Where capture and replay put what they see. Calls never block and never throw; a sink that fails counts what it lost. */
export interface RecordingSink {
	open(connection: ConnectionOpened): void;
	/** The upgrade was answered (or the connection ended first). At most once a connection. */
	handshake(connectionId: string, handshake: Handshake): void;
	frame(connectionId: string, frame: Frame): void;
	/**
	 * A sink that has this is given what crosses an accepted WebSocket as it was on the wire, in order of arrival, instead of
	 * its frames and the violations in them: decoding it gives both. `piece.bytes` is valid during the call only.
	 */
	wire?(connectionId: string, piece: WirePiece): void;
	http(connectionId: string, exchange: HttpExchange): void;
	violation(connectionId: string, violation: Violation): void;
	close(connectionId: string, close: CloseInfo, atUs: number): void;
	/** Resolves when everything given so far is stored. */
	flush(): Promise<void>;
	/** Frames given but not stored, so far. */
	readonly droppedFrames: number;
}

export type MessageType = 'text' | 'binary' | 'ping' | 'pong' | 'close';

/** A row of the viewer: the reassembled, inflated payload of one or more data frames, or one control frame. */
export interface Message {
	/** Position among the messages of the connection, both senders, by first frame; from 0. */
	n: number;
	sender: Sender;
	type: MessageType;
	/** Of the last byte of its last frame. */
	atUs: number;
	/** Of the last byte of its first frame. */
	firstAtUs: number;
	payload: Uint8Array;
	firstSeq: number;
	lastSeq: number;
	/** Number of wire frames. */
	frames: number;
	compressed: boolean;
	wireBytes: number;
	/** True while the final fragment is missing (the connection ended inside the message). */
	incomplete: boolean;
}

export type JsonValue =
	| null
	| boolean
	| number
	| string
	| JsonNumber
	| readonly JsonValue[]
	| { readonly [key: string]: JsonValue };

/** A JSON number that a double cannot hold (beyond 2^53, too precise): its digits as sent. */
export interface JsonNumber {
	readonly $number: string;
}

/** What a payload decoder makes of a message. */
export interface DecodedMessage {
	/** 'json', 'text', 'binary', later 'socket.io', ... */
	decoder: string;
	/** The message type people name it by: 'echo', 'next OrderUpdated', 'ping'. Never empty. */
	kind: string;
	/** Logical stream inside the connection, null when there is none. */
	channel: string | null;
	correlationId: string | null;
	/** The decoded value that is compared and searched; for text the string, for binary null. */
	value: JsonValue;
	/** One line, at most 200 characters, without what `kind` already says. */
	preview: string;
	/** Shape of the value: keys and types, not values; equal for messages that only differ in data. */
	fingerprint: string;
	/** True when the payload is an error in its protocol's own terms. */
	error: boolean;
	/** Facts worth telling: duplicate keys, invalid UTF-8, numbers beyond 2^53. */
	flags: readonly string[];
	/**
	 * What the message is to the other side, where the protocol says so: it asks for an answer, it is one, or it wants
	 * none. Absent or null where only pairing can tell.
	 */
	role?: MessageRole | null;
}

/**
 * 'first-part' is completed by a later message of the same sender (MQTT packets may be spread over messages), 'further-part'
 * continues the one before (Socket.IO sends binary data behind the event that it belongs to).
 */
export type MessageRole = 'request' | 'answer' | 'notice' | 'first-part' | 'further-part';

export type ExchangeKind = 'handshake' | 'http' | 'reply' | 'push' | 'unanswered';

/** A request-like item with what answered it (product.md, "What pairs with what"). */
export interface Exchange {
	/** Position among the exchanges of the connection, from 0. */
	n: number;
	kind: ExchangeKind;
	/** Message numbers (`Message.n`); null for handshake and http. */
	request: number | null;
	/** Message numbers of what the server sent; for a push exactly one, but for its parts (see `MessageRole`). */
	responses: readonly number[];
	/** `HttpExchange.n`, of kind 'http' only. */
	http: number | null;
	channel: string | null;
	/** Kind of the request, or of the push. */
	label: string;
	/**
	 * Which rule paired it: 'correlation-id', 'latest-on-channel', 'unsolicited-fingerprint', 'regular-interval',
	 * 'before-any-request', 'already-answered', 'protocol' (it says that this message stands alone), 'no-answer',
	 * 'handshake', 'http'.
	 */
	rule: string;
}

export type { CloseInfo, Frame, Handshake, HttpExchange, OpcodeName, Sender, Violation, WirePiece };
