const CHUNK = 8192;

/** One character per byte (ISO 8859-1), so that no byte of a head is lost whatever its encoding. */
export function latin1(bytes: Uint8Array): string {
	let text = '';
	for (let start = 0; start < bytes.length; start += CHUNK) {
		text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
	}
	return text;
}

/** The bytes that `latin1` read; a character beyond U+00FF has no byte and becomes '?'. */
export function latin1Bytes(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) {
		const unit = text.charCodeAt(i);
		bytes[i] = unit < 256 ? unit : 63;
	}
	return bytes;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64(bytes: Uint8Array): string {
	let text = '';
	for (let i = 0; i < bytes.length; i += 3) {
		const left = bytes.length - i;
		const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
		text += BASE64.charAt(group >> 18) + BASE64.charAt((group >> 12) & 63);
		text += left > 1 ? BASE64.charAt((group >> 6) & 63) : '=';
		text += left > 2 ? BASE64.charAt(group & 63) : '=';
	}
	return text;
}
