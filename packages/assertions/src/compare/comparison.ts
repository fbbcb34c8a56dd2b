import type { DecodedMessage, Exchange, JsonValue, Message, RecordedConnection } from '@refrain/traffic';
import type { ConnectionOutcome, ReplayOutcome } from '../observed-replay.ts';
import type { Location } from '../paths/field-path.ts';
import type { Difference } from '../report.ts';

/** A difference before any rule was asked about it. */
export interface RawDifference {
	location: Location;
	path: string;
	generalPath: string;
	type: Difference['type'];
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	/** Of 'moved': the path in the expected value. */
	movedFrom?: string;
	/** It is what the client sent in the place of the recorded value: the request differed, and so does the answer. */
	follows?: boolean;
}

/** One side of a compared connection, with what follows from its frames. */
export interface Side {
	recorded: RecordedConnection;
	messages: readonly Message[];
	decoded: readonly DecodedMessage[];
	exchanges: readonly Exchange[];
	/** `Message.n` of the client's text and binary messages, in order: what makes requests of both sides comparable. */
	clientMessages: readonly number[];
	/** Of each server message in an exchange: the exchange. By `Message.n`. */
	exchangeOf: ReadonlyMap<number, Exchange>;
	/** Position among the client's messages of what each server message answers. By `Message.n`; absent for pushes. */
	requestOf: ReadonlyMap<number, number>;
	/** Fingerprints of its pushes. */
	pushes: ReadonlySet<string>;
	/** Epoch microseconds that offsets count from: when the handshake was answered. */
	zeroUs: number;
}

/** A server message expected, and what came for it. */
export interface MessagePair {
	expected: number | null;
	observed: number | null;
	differences: readonly RawDifference[];
	/** The same message came, but before or after others of its kind. */
	moved: boolean;
	/** It came before or after others of its channel, of whatever kind. */
	displaced: boolean;
}

/** What is compared as a whole: a handshake, an HTTP exchange, the close. */
export interface FactsPair {
	differences: readonly RawDifference[];
	/** null when the replay has none. */
	observed: boolean;
	recordedLatencyUs: number | null;
	observedLatencyUs: number | null;
}

export interface ConnectionComparison {
	outcome: ConnectionOutcome;
	expected: Side;
	/** null when nothing crossed the connection in the replay. */
	observed: Side | null;
	/** By `Message.n` of the expected server message. */
	pairs: ReadonlyMap<number, MessagePair>;
	/** Surplus server messages, in the order they came. */
	unexpected: readonly MessagePair[];
	handshake: FactsPair | null;
	/** By `HttpExchange.n`. */
	http: ReadonlyMap<number, FactsPair>;
	/** null when the recording does not say how the connection ended. */
	close: FactsPair | null;
}

/** Expected against observed before any rule: made once per replay, judged once per set of rules. */
export interface Comparison {
	outcome: ReplayOutcome;
	connections: readonly ConnectionComparison[];
}
