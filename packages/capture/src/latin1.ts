/** A head is octets in a superset of US-ASCII (RFC 9112 2.2): one character an octet, and back. */
export function latin1Text(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

export function latin1Bytes(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
