import type { CloseInfo, DecodedMessage, Message } from '@refrain/traffic';

/** A row of the frame list: a message or a control frame, without its payload. */
export interface FrameRow
	extends Omit<Message, 'payload'>,
		Pick<DecodedMessage, 'kind' | 'channel' | 'correlationId' | 'preview' | 'error' | 'decoder'> {
	payloadBytes: number;
	/** `n` of the client message that it answers. */
	answers: number | null;
	latencyUs: number | null;
	/** `n` of the first message that answers it. */
	answeredBy: number | null;
	pairedBy: string | null;
}

/** A row of the left pane. */
export interface ConnectionSummary {
	id: string;
	recordingId: string;
	sessionId: string;
	kind: 'websocket' | 'http';
	openedAtUs: number;
	closedAtUs: number | null;
	serverAddress: string | null;
	host: string;
	path: string;
	/** Of the handshake's response. */
	status: number | null;
	accepted: boolean;
	subprotocol: string | null;
	close: CloseInfo | null;
	violations: number;
	stat: {
		rows: number;
		clientRows: number;
		serverRows: number;
		clientBytes: number;
		serverBytes: number;
		lastAtUs: number | null;
	};
}

export interface SessionSummary {
	id: string;
	recordingId: string;
	label: string;
	rule: string;
	startedAtUs: number;
}

export interface RecordingSummary {
	id: string;
	name: string;
	startedAtUs: number;
	endedAtUs: number | null;
}

/** An HTTP request in the left pane. */
export interface HttpSummary {
	connectionId: string;
	n: number;
	method: string;
	target: string;
	status: number | null;
	requestAtUs: number;
	durationUs: number | null;
}

/** People count from 1; in code, in links of the api and in files a frame's number counts from 0. */
export function shownNumber(n: number): number {
	return n + 1;
}
