import { readClientHello } from './client-hello.ts';

/** What the first bytes of a client look like: `tls` that may be ended here, HTTP/1.x, or anything else. */
export type ProtocolGuess = 'http' | 'tls' | 'other';

const MOST_METHOD_BYTES = 32;
const SPACE = 0x20;
const HTTP_1 = 'http/1.1';
/** RFC 9113 3.4 */
const HTTP_2_METHOD = 'PRI';

/** Guesses from the first chunk alone; an HTTP method may still be cut. */
export function guessProtocol(first: Uint8Array): ProtocolGuess {
	// RFC 8446 5.1: a handshake record, legacy version 3.x.
	if (first[0] === 0x16 && (first.length === 1 || first[1] === 3)) return guessTls(first);
	const start = first.subarray(0, MOST_METHOD_BYTES);
	const space = start.indexOf(SPACE);
	const method = space < 0 ? start : start.subarray(0, space);
	if (String.fromCharCode(...method) === HTTP_2_METHOD) return 'other';
	return method.length > 0 && (space > 0 || first.length < MOST_METHOD_BYTES) && method.every(isMethodByte)
		? 'http'
		: 'other';
}

/** A client that would speak HTTP/2 or something else, and HTTP/1.1 not at all, is better left to the service. */
function guessTls(first: Uint8Array): ProtocolGuess {
	const protocols = readClientHello(first)?.protocols ?? [];
	return protocols.length === 0 || protocols.includes(HTTP_1) ? 'tls' : 'other';
}

/** Methods are tokens (RFC 9110 9.1); all that are in use are capital letters and hyphens. */
function isMethodByte(byte: number): boolean {
	return (byte >= 0x41 && byte <= 0x5a) || byte === 0x2d;
}
