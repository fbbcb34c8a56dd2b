// Both Node and browsers have these two; they are pure, and only `lib` knows nothing of them here.
declare const TextDecoder: new (
	label: string,
	options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
const encoder = new TextEncoder();

/** The text of valid UTF-8, a byte order mark included; null for anything else. */
export function decodeUtf8(bytes: Uint8Array): string | null {
	try {
		return strict.decode(bytes);
	} catch {
		return null;
	}
}

/** Text for people: bad bytes become U+FFFD. */
export function decodeUtf8Lossy(bytes: Uint8Array): string {
	return lenient.decode(bytes);
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
	return encoder.encode(text);
}
