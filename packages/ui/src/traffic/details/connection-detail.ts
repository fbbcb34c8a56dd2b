import type { Connection, Handshake, HttpExchange, SessionKey, Violation } from '@refrain/traffic';
import type { ConnectionSummary } from '../model.ts';

export type HeaderFields = Handshake['request']['headers'];

/** Everything about a connection but its frames. */
export interface ConnectionDetail
	extends Pick<ConnectionSummary, 'sessionId' | 'recordingId'>,
		Omit<Connection, 'handshake' | 'violations' | 'recordingId'> {
	session: SessionKey;
	/** Why Refrain ended it, when the peers did not. */
	endedBecause: string | null;
	handshake: (Omit<Handshake, 'responseBody'> & { responseBody: string; responseBodyBytes: number }) | null;
	violations: readonly (Omit<Violation, 'bytes'> & { hex: string; bytes: number })[];
	stat: ConnectionSummary['stat'] & { frames: number; wireBytes: number; firstAtUs: number | null };
}

/** An HTTP request with its response. */
export interface HttpDetail extends Omit<HttpExchange, 'requestBody' | 'responseBody'> {
	requestBody: Uint8Array;
	responseBody: Uint8Array;
}
