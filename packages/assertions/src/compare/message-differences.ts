import type { DecodedMessage, Message } from '@refrain/traffic';
import type { RawDifference } from './comparison.ts';
import { factDifference, jsonDifferences } from './raw-difference.ts';

/** A message with what its decoder made of it. */
export interface ReadMessage {
	message: Message;
	decoded: DecodedMessage;
}

const SHOWN_BYTES = 64;

/**
 * Differences of two messages as decoded. How they crossed the wire (fragments, compression, masking, spelling of the JSON) is no
 * difference; text against binary is, since a client's API gives it other types.
 */
export function messageDifferences(expected: ReadMessage, observed: ReadMessage): RawDifference[] {
	const type = factDifference('message.type', expected.message.type, observed.message.type);
	if (expected.decoded.value !== null || observed.decoded.value !== null) {
		return [...type, ...jsonDifferences(expected.decoded.value, observed.decoded.value)];
	}
	// Where the decoder has no value the bytes themselves are compared.
	if (bytesEqual(expected.message.payload, observed.message.payload)) return type;
	return [...type, ...jsonDifferences(hexPreview(expected.message.payload), hexPreview(observed.message.payload))];
}

export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
	if (left.length !== right.length) return false;
	for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
	return true;
}

/** '8 bytes: 52 46 52 4e ...' and a checksum where the bytes go on, so that two different payloads never print alike. */
function hexPreview(bytes: Uint8Array): string {
	const shown = Array.from(bytes.subarray(0, SHOWN_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
	const rest = bytes.length > SHOWN_BYTES ? ` ... (checksum ${checksum(bytes)})` : '';
	return `${bytes.length} bytes: ${shown}${rest}`;
}

/** FNV-1a twice over, 64 bits in all. */
function checksum(bytes: Uint8Array): string {
	let [low, high] = [0x811c9dc5, 0x01000193];
	for (const byte of bytes) {
		low = Math.imul(low ^ byte, 0x01000193);
		high = Math.imul(high ^ byte, 0x85ebca6b) ^ (low >>> 15);
	}
	return [low, high].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
