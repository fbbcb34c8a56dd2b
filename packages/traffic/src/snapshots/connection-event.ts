import type { CloseInfo, ConnectionOpened, Frame, Handshake, HttpExchange, SessionKey, Violation } from '../model.ts';

/** What is stored of a connection, in order of arrival: `opened` first, `closed` last (missing when the recorder was killed). */
export type ConnectionEvent =
	| {
			type: 'opened';
			opened: ConnectionOpened;
			/** Where it was decided already; otherwise the session rules decide when it is read. */
			session: SessionKey | null;
	  }
	| { type: 'handshake'; handshake: Handshake }
	| { type: 'frame'; frame: Frame }
	/** Here belong the frames, and the violations in them, that the bytes stored beside give when they are decoded. */
	| { type: 'wire' }
	| { type: 'http'; exchange: HttpExchange }
	| { type: 'violation'; violation: Violation }
	| { type: 'closed'; close: CloseInfo; atUs: number; droppedFrames: number };
