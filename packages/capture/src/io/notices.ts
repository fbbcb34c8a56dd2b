import type { Endpoint } from '../endpoint.ts';

/** Something beside the traffic that a person should know of; `message` is one sentence without a full stop. */
export interface CaptureNotice {
	code: /** The service could not be reached; the client was told so. */
		| 'TARGET_UNREACHABLE'
		/** A client gave up the TLS handshake, most often because it does not trust the authority. */
		| 'CLIENT_TLS_FAILED'
		/** TLS passed through unread, because there is no authority. */
		| 'TLS_UNREAD'
		/** A client that may speak anything speaks neither HTTP nor TLS; it passed through unread. */
		| 'PROTOCOL_UNREAD'
		/** A client came to a transparent port, and nobody knows where it meant to go. */
		| 'DESTINATION_UNKNOWN';
	endpoint: Endpoint;
	message: string;
}
