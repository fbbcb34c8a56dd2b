import type { Sender } from '@refrain/protocol';

/** What is known of a TCP connection when it is accepted. */
export interface LinkFacts {
	clientAddress: string | null;
	serverAddress: string | null;
	tls: boolean;
}

/** How a side's half of a TCP connection ended. */
export type EndKind = 'fin' | 'reset';

/** What a recorder has made of the relayed bytes so far. */
export interface RecorderStats {
	/** Connections handed to the sink: WebSockets and HTTP connections. */
	websockets: number;
	httpConnections: number;
	frames: number;
	/** Data messages and control frames: frames that are no continuation. */
	messages: number;
	httpExchanges: number;
	violations: number;
	/** Frames that the sink could not keep. */
	droppedFrames: number;
	/** Relayed bytes that were not decoded because buffers were full or a decoder broke. */
	droppedBytes: number;
	/** Connections that lost bytes so. */
	gaps: number;
	/** Why the sink can store no more, one sentence; null while all is well (or the sink does not tell). */
	storeFailure: string | null;
	/** Exceptions out of a decoder or a sink: faults of Refrain. The traffic went on. */
	errors: number;
	firstError: string | null;
}

/** What happens on the links of a capture. `link` is the relay's number of a TCP connection, unique in a capture. */
export interface LinkEvents {
	opened(link: number, facts: LinkFacts): void;
	/** The chunk may be read later: the caller must not change it afterwards. */
	bytes(link: number, sender: Sender, chunk: Uint8Array, atUs: number): void;
	ended(link: number, sender: Sender, how: EndKind, atUs: number): void;
	/** Both sides are gone. */
	closed(link: number, atUs: number): void;
}

/** Takes what the relay saw. Calls never block and never throw; the relay never waits for a recorder. */
export interface Recorder extends LinkEvents {
	stats(): RecorderStats;
	/** Decodes all that is queued, ends what is still open as 'the recording stopped', and waits until the sink has stored it. */
	finish(atUs: number): Promise<void>;
}

export function emptyStats(): RecorderStats {
	return {
		websockets: 0,
		httpConnections: 0,
		frames: 0,
		messages: 0,
		httpExchanges: 0,
		violations: 0,
		droppedFrames: 0,
		droppedBytes: 0,
		gaps: 0,
		storeFailure: null,
		errors: 0,
		firstError: null,
	};
}
