import type { Sender, Violation } from './events.ts';

/** Every rule that the decoders check, and where it is written. */
export const VIOLATION_SECTIONS = {
	// HTTP/1.1
	'bad-request-line': 'RFC 9112 3',
	'bad-status-line': 'RFC 9112 4',
	'bad-http-version': 'RFC 9112 2.3',
	'bad-header-line': 'RFC 9112 5',
	'space-before-colon': 'RFC 9112 5.1',
	'folded-header': 'RFC 9112 5.2',
	'head-too-large': 'RFC 9110 5.4',
	'bad-content-length': 'RFC 9112 6.3',
	'length-and-transfer-encoding': 'RFC 9112 6.3',
	'bad-transfer-encoding': 'RFC 9112 6.1',
	'bad-chunk': 'RFC 9112 7.1',
	'truncated-head': 'RFC 9112 8',
	'truncated-body': 'RFC 9112 8',
	'undecoded-http-bytes': 'RFC 9112 2.2',
	'response-without-request': 'RFC 9112 9.2',
	'unexpected-switching-protocols': 'RFC 9110 7.8',
	// Upgrade handshake
	'bad-upgrade-method': 'RFC 6455 4.1',
	'missing-connection-upgrade': 'RFC 6455 4.1',
	'missing-upgrade': 'RFC 6455 4.1',
	'bad-key': 'RFC 6455 4.1',
	'missing-version': 'RFC 6455 4.1',
	'wrong-accept': 'RFC 6455 4.1',
	'unoffered-subprotocol': 'RFC 6455 4.1',
	'unoffered-extension': 'RFC 6455 4.1',
	'bad-extension-header': 'RFC 6455 9.1',
	'bad-deflate-parameters': 'RFC 7692 7.1',
	// Frames
	'reserved-bits': 'RFC 6455 5.2',
	'reserved-opcode': 'RFC 6455 5.2',
	'non-minimal-length': 'RFC 6455 5.2',
	'length-high-bit': 'RFC 6455 5.2',
	'length-beyond-exact-integers': 'RFC 6455 10.4',
	'unmasked-client-frame': 'RFC 6455 5.1',
	'masked-server-frame': 'RFC 6455 5.1',
	'fragmented-control-frame': 'RFC 6455 5.5',
	'control-frame-too-long': 'RFC 6455 5.5',
	'continuation-of-nothing': 'RFC 6455 5.4',
	'interrupted-message': 'RFC 6455 5.4',
	'data-after-close': 'RFC 6455 5.5.1',
	'close-payload-of-one-byte': 'RFC 6455 5.5.1',
	'bad-close-code': 'RFC 6455 7.4',
	'bad-utf8': 'RFC 6455 8.1',
	'bad-utf8-in-close-reason': 'RFC 6455 5.5.1',
	'frame-too-large': 'RFC 6455 10.4',
	'truncated-frame': 'RFC 6455 5.2',
	'undecoded-bytes': 'RFC 6455 7.1.7',
	// permessage-deflate
	'compressed-continuation': 'RFC 7692 6.1',
	'bad-deflate-data': 'RFC 7692 7.2.2',
	'inflated-too-large': 'RFC 6455 10.4',
} as const;

/** The closed set of `Violation.code`. */
export type ViolationCode = keyof typeof VIOLATION_SECTIONS;

const KEPT_BYTES = 1024;

/** Where a rule was broken. */
export interface Place {
	sender: Sender;
	atUs: number;
	/** Offset in what the sender sent on the TCP connection. */
	offset: number;
	/** The bad bytes; the first 1024 are copied. */
	bytes: Uint8Array;
}

export function violation(code: ViolationCode, place: Place, message: string): Violation {
	return {
		code,
		section: VIOLATION_SECTIONS[code],
		message,
		sender: place.sender,
		atUs: place.atUs,
		offset: place.offset,
		// Not slice: a Node Buffer's gives a view.
		bytes: new Uint8Array(place.bytes.subarray(0, KEPT_BYTES)),
	};
}
