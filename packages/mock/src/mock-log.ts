import type { JsonValue, MessageType, Sender } from '@refrain/traffic';

/**
 * What became of a message:
 * - `hit`, `miss`, `passthrough`: a client message that was found in the recording, was not, or went to the real service;
 * - `reply`, `push`: a recorded server message that was sent, as an answer or by itself;
 * - `auto`: what the mock said on its own (pong, close, the answer to a miss) or a control frame of the client;
 * - `http`: a plain HTTP request and its answer; `connection`: a handshake, accepted or refused, and a connection's end.
 */
export const MOCK_RESULTS = ['hit', 'miss', 'passthrough', 'reply', 'push', 'auto', 'http', 'connection'] as const;
export type MockResult = (typeof MOCK_RESULTS)[number];

export type MockDecision = 'MATCH' | 'NO_MATCH' | 'PASSTHROUGH';

/** A recorded message: which connection of the snapshot, and `Message.n` there. */
export interface RecordedMessageRef {
	connectionId: string;
	n: number;
	/** Position among the client messages of its connection, from 1, and how many there are. */
	position: number;
	of: number;
}

export interface MatchDifference {
	/** '$.input.sku' */
	path: string;
	recorded: JsonValue | undefined;
	received: JsonValue | undefined;
}

/** A recorded message that a miss came close to. */
export interface NearestCandidate {
	recorded: RecordedMessageRef;
	kind: string;
	/** Equal fields over all fields, 0 to 1. */
	score: number;
	/** At most 20; those that matching does not heed are left out. */
	differences: readonly MatchDifference[];
}

/** One line of a mock's console. */
export interface MockLogEntry {
	/** Counts up from 1 over the life of the mock. */
	n: number;
	/** Epoch microseconds. */
	atUs: number;
	/** Number of the client's connection, from 1; 'c3' on the console. */
	connection: number;
	/** 'address:port' */
	clientAddress: string;
	/** Request target of the connection. */
	path: string;
	sender: Sender;
	type: MessageType | 'handshake' | 'http' | 'end';
	kind: string;
	preview: string;
	payloadBytes: number;
	result: MockResult;
	/** Of client messages that matching decided on. */
	decision: MockDecision | null;
	/** One sentence: '#12, ignoring $.requestId'; '2 fields differ from #12'. */
	reason: string;
	/** The recorded message that was matched, or that was sent. */
	recorded: RecordedMessageRef | null;
	/** Of a miss: up to three. */
	nearest: readonly NearestCandidate[];
	/** Time that matching took. */
	matchUs: number | null;
	/** Of a reply or push: when it was due and when it was handed to the socket, after what it followed. */
	plannedDelayUs: number | null;
	actualDelayUs: number | null;
}

export interface MockStats {
	connections: number;
	openConnections: number;
	refused: number;
	hits: number;
	misses: number;
	passthroughs: number;
	replies: number;
	pushes: number;
	/** Pushes sent more than 10 ms after they were due. */
	latePushes: number;
	http: number;
	/** hits / (hits + misses + passthroughs); null before the first message. */
	hitRate: number | null;
	/** By kind of the client message, most frequent first. */
	kinds: readonly { kind: string; hits: number; misses: number }[];
}
