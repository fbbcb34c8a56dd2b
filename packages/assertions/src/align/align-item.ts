import type { Side } from '../compare/comparison.ts';
import type { Contents } from './contents.ts';

/** What matching looks at, of one server text or binary message. */
export interface AlignItem {
	n: number;
	/** Channel, decoder and kind: only messages that agree in it are the same message. */
	group: string;
	fingerprint: string;
	/** Which of the client's messages it answers, null for a push. */
	request: number | null;
	/** True when the protocol itself says what it answers. */
	byId: boolean;
	/** Microseconds since its side's zero. */
	offsetUs: number;
	/** The same moment on the recording's clock, measured from the last client message. */
	warpedUs: number;
	side: Side;
	contents: Contents;
}
