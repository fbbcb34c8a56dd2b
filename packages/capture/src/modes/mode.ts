import type { Endpoint } from '../endpoint.ts';

/** What a negotiation asks the connection it belongs to to do, in order. */
export type Command =
	/** Read from the client: its bytes come in through `bytes`. Until then nothing is read, so that the client feels the service's pace. */
	| { do: 'read' }
	/** Connect to the service and stop reading. Answered by `dialed` or `dialFailed`. */
	| { do: 'dial'; endpoint: Endpoint }
	/** Send bytes to the client that are Refrain's own, not the service's; they are not recorded. */
	| { do: 'reply'; bytes: Uint8Array }
	/**
	 * From here on both sides talk to each other; `first` are bytes of the client that belong to the service.
	 * `anything`: the client may speak whatever it wants to whoever it named. When it begins TLS, so does Refrain towards the service, and
	 * only what turns out to be HTTP is recorded.
	 * `rewriter`: changes what the client sends.
	 */
	| { do: 'relay'; first: Uint8Array; anything: boolean; rewriter?: Rewriter }
	/** Answer the client's first bytes (`first`, or what comes) with `answer` in the service's place, and end. Recorded as the service's. */
	| { do: 'refuse'; first: Uint8Array; answer: Uint8Array }
	/** End the connection; nothing of it is recorded. */
	| { do: 'close' };

/** Changes the bytes of a client on their way to the service. */
export interface Rewriter {
	push(chunk: Uint8Array): Uint8Array;
	/** The client has ended: what is still held back. */
	end(): Uint8Array;
}

/** The talk between client and Refrain before bytes are relayed: a state machine of one connection. */
export interface Negotiation {
	/** The client connected. */
	start(facts: AcceptedFacts): readonly Command[];
	/** The client sent bytes before relaying began. */
	bytes(chunk: Uint8Array): readonly Command[];
	/** The service was reached. */
	dialed(): readonly Command[];
	/** The service was not reached. */
	dialFailed(failure: DialFailure): readonly Command[];
}

/** Why a service was not reached. */
export interface DialFailure {
	kind: 'refused' | 'unresolved' | 'unreachable' | 'timeout' | 'certificate' | 'loop' | 'other';
	/** A clause: 'nothing listens on 127.0.0.1:9000'. */
	reason: string;
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
