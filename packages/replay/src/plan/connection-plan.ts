import type { DecodedMessage, Exchange, Frame, RecordedConnection } from '@refrain/traffic';

/** Something the client does. Offsets are microseconds since the recorded handshake was answered. */
export interface Action {
	what: ActionKind;
	offsetUs: number;
	/** Positions (in `WebSocketPlan.expected`) of the server messages that came since the client's previous action. */
	after: readonly number[];
}

export type ActionKind =
	| { type: 'frame'; frame: Frame; message: PlannedMessage | null }
	/** The client ended TCP without a close frame. */
	| { type: 'end'; how: 'fin' | 'reset' };

/** A client message: written anew as a whole (with live values, compressed where it was) and cut into as many frames. */
export interface PlannedMessage {
	/** `Message.n` in the recording. */
	n: number;
	payload: Uint8Array;
	decoded: DecodedMessage;
	compressed: boolean;
	frames: number;
	/** Which of the frames. */
	part: number;
}

/** A server text or binary message that the recording has. */
export interface ExpectedMessage {
	/** `Message.n` in the recording. */
	n: number;
	/** Channel, decoder and kind: what an observed message must agree in to be its counterpart. */
	group: string;
	correlationId: string | null;
	/** Position among the client's data messages of what it answers; null for a push. */
	request: number | null;
	offsetUs: number;
	/** Position of its exchange in `WebSocketPlan.exchanges`. */
	exchange: number;
}

export interface WebSocketPlan {
	kind: 'websocket';
	recorded: RecordedConnection;
	actions: readonly Action[];
	expected: readonly ExpectedMessage[];
	/** How the recording ended: the server closed, the client did (that is an action), or it was cut off. */
	ending: 'server' | 'client' | 'none';
	/** Of the end, or of the last frame where the recording was cut. */
	endOffsetUs: number;
	exchanges: readonly Exchange[];
}

export interface HttpPlan {
	kind: 'http';
	recorded: RecordedConnection;
}

export type ConnectionPlan = WebSocketPlan | HttpPlan;
