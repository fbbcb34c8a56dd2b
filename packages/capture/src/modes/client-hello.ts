/** What a TLS client asks for in its first message. */
export interface ClientHello {
	/** RFC 7301: protocols that the client would speak, most wanted first; empty when it does not say. */
	protocols: readonly string[];
}

const HANDSHAKE_RECORD = 0x16;
const CLIENT_HELLO = 1;
const RECORD_HEADER_BYTES = 5;
const HANDSHAKE_HEADER_BYTES = 4;
/** Version and random. */
const FIXED_BYTES = 2 + 32;
const EXTENSION_ALPN = 16;

/** Reads RFC 8446 4.1.2 from the first bytes of a client; null when they are not all there, or something else. */
export function readClientHello(bytes: Uint8Array): ClientHello | null {
	const recordLength = uint16(bytes, 3);
	if (bytes[0] !== HANDSHAKE_RECORD || bytes[RECORD_HEADER_BYTES] !== CLIENT_HELLO) return null;
	if (bytes.length < RECORD_HEADER_BYTES + recordLength) return null;
	let at = RECORD_HEADER_BYTES + HANDSHAKE_HEADER_BYTES + FIXED_BYTES;
	at += 1 + (bytes[at] ?? 0); // session id
	at += 2 + uint16(bytes, at); // cipher suites
	at += 1 + (bytes[at] ?? 0); // compression methods
	const end = Math.min(bytes.length, at + 2 + uint16(bytes, at));
	at += 2;
	while (at + 4 <= end) {
		const length = uint16(bytes, at + 2);
		if (uint16(bytes, at) === EXTENSION_ALPN) return { protocols: readNames(bytes.subarray(at + 6, at + 4 + length)) };
		at += 4 + length;
	}
	return { protocols: [] };
}

function readNames(bytes: Uint8Array): string[] {
	const names: string[] = [];
	for (let at = 0; at < bytes.length; at += 1 + (bytes[at] ?? 0)) {
		names.push(String.fromCharCode(...bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0))));
	}
	return names;
}

function uint16(bytes: Uint8Array, at: number): number {
	return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
