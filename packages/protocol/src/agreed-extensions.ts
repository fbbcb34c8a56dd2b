import { type DeflateParams, readDeflateResponse } from './deflate-params.ts';
import { parseExtensions } from './extension-header.ts';

/** How the frames of a connection are to be read, as its handshake agreed. */
export interface AgreedExtensions {
	/** null when permessage-deflate is not in use. */
	deflate: DeflateParams | null;
	/** The RSV bits that have a meaning; see `FrameDecoderOptions`. */
	allowedRsv: number;
}

/** Reads Sec-WebSocket-Extensions of a 101; null when there is none. */
export function agreedExtensions(header: string | null): AgreedExtensions {
	const deflate = readDeflateResponse(header);
	// An extension that is not known here may give any of the bits a meaning.
	const unknown = (parseExtensions(header ?? '') ?? []).some(({ name }) => name !== 'permessage-deflate');
	return { deflate, allowedRsv: unknown ? 7 : deflate === null ? 0 : 4 };
}
