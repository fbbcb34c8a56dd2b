import type { Endpoint } from '../endpoint.ts';

/** What a negotiation asks the connection it belongs to to do, in order. */
export type Command =
	/** Connect to the service. Answered by `dialed` or `dialFailed`. */
	| { do: 'dial'; endpoint: Endpoint }
	/** Send bytes to the client that are Refrain's own, not the service's; they are not recorded. */
	| { do: 'reply'; bytes: Uint8Array }
	/** From here on both sides talk to each other; `first` are bytes of the client that belong to the service. */
	| { do: 'relay'; first: Uint8Array }
	/** Wait for the client's first bytes, answer them with `bytes` in the service's place, end. Recorded like an answer of the service. */
	| { do: 'refuse'; bytes: Uint8Array }
	/** End the connection; nothing of it is recorded. */
	| { do: 'close' };

/** The talk between client and Refrain before bytes are relayed: a state machine of one connection. */
export interface Negotiation {
	/** The client connected. */
	start(facts: AcceptedFacts): readonly Command[];
	/** The client sent bytes before relaying began. */
	bytes(chunk: Uint8Array): readonly Command[];
	/** The service was reached. */
	dialed(): readonly Command[];
	/** The service was not reached; `reason` is a clause like 'nothing listens on 127.0.0.1:9000'. */
	dialFailed(reason: string): readonly Command[];
}

/** What is known of an accepted connection. */
export interface AcceptedFacts {
	clientAddress: string;
	/** Where the client meant to connect before the kernel redirected it here (transparent mode); null elsewhere. */
	originalDestination: Endpoint | null;
}

/** One way of standing between client and service. */
export interface CaptureMode<Options> {
	/** Word on the command line: 'reverse'. */
	readonly name: string;
	/** Help text. */
	readonly summary: string;
	/** A negotiation for one accepted connection. */
	negotiate(options: Options): Negotiation;
}
