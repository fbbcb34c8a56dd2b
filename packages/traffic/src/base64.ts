import { decodeUtf8Lossy, encodeUtf8 } from './utf8.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = encodeUtf8(ALPHABET);
const PADDING = '='.charCodeAt(0);

const DIGITS = new Int8Array(128).fill(-1);
for (let at = 0; at < 64; at++) DIGITS[ALPHABET.charCodeAt(at)] = at;
// RFC 4648 5: the alphabet for URLs.
DIGITS['-'.charCodeAt(0)] = 62;
DIGITS['_'.charCodeAt(0)] = 63;

/** RFC 4648 4, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
	// Characters are put together as bytes: a string that grows by four of them at a time takes seconds for a few megabytes.
	const text = new Uint8Array(Math.ceil(bytes.byteLength / 3) * 4).fill(PADDING);
	let to = 0;
	for (let at = 0; at < bytes.byteLength; at += 3) {
		const left = bytes.byteLength - at;
		const triple = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
		text[to] = CODES[triple >> 18] ?? PADDING;
		text[to + 1] = CODES[(triple >> 12) & 63] ?? PADDING;
		if (left > 1) text[to + 2] = CODES[(triple >> 6) & 63] ?? PADDING;
		if (left > 2) text[to + 3] = CODES[triple & 63] ?? PADDING;
		to += 4;
	}
	return decodeUtf8Lossy(text);
}

/** Both alphabets of RFC 4648, padding or not; null for anything else. */
export function decodeBase64(text: string): Uint8Array | null {
	const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
	if (end % 4 === 1) return null;
	const bytes = new Uint8Array(Math.floor((end * 3) / 4));
	let bits = 0;
	let count = 0;
	let to = 0;
	for (let at = 0; at < end; at++) {
		const digit = DIGITS[text.charCodeAt(at)] ?? -1;
		if (digit < 0) return null;
		bits = ((bits << 6) | digit) & 0xffffff;
		count += 6;
		if (count < 8) continue;
		count -= 8;
		bytes[to++] = (bits >> count) & 0xff;
	}
	return bytes;
}
