import { joinBytes, NO_BYTES } from './byte-buffer.ts';
import { badUtf8At, decodeUtf8, encodeUtf8 } from './utf8.ts';
import type { ViolationCode } from './violations.ts';

/** What a close frame says (RFC 6455 5.5.1). */
export interface CloseFrame {
	/** null when the payload has no code (the API code 1005). */
	code: number | null;
	/** Bytes that are no UTF-8 appear as U+FFFD. */
	reason: string;
	/** The first rule that the payload breaks; `at` is the index of the first bad byte. */
	violation: { code: ViolationCode; message: string; at: number } | null;
}

/** Reads the unmasked payload of a close frame. */
export function parseCloseFrame(payload: Uint8Array): CloseFrame {
	if (payload.length === 0) return { code: null, reason: '', violation: null };
	if (payload.length === 1) {
		const message = 'A close frame carries 1 byte; it must be empty or start with a 2-byte code.';
		return { code: null, reason: '', violation: { code: 'close-payload-of-one-byte', message, at: 0 } };
	}
	const code = ((payload[0] as number) << 8) | (payload[1] as number);
	const reason = payload.subarray(2);
	return { code, reason: decodeUtf8(reason), violation: closeViolation(code, reason) };
}

function closeViolation(code: number, reason: Uint8Array): CloseFrame['violation'] {
	if (!isCloseCode(code)) {
		const message = `A close frame carries code ${code}, which must not be on the wire.`;
		return { code: 'bad-close-code', message, at: 0 };
	}
	const bad = badUtf8At(reason);
	if (bad < 0) return null;
	const message = `The reason of a close frame is no UTF-8 text: see byte ${bad} of it.`;
	return { code: 'bad-utf8-in-close-reason', message, at: 2 + bad };
}

/** Payload of a close frame. `null` gives an empty one; the reason is then left out, as RFC 6455 5.5.1 asks. */
export function encodeClosePayload(code: number | null, reason = ''): Uint8Array {
	if (code === null) return NO_BYTES;
	return joinBytes([Uint8Array.of(code >> 8, code & 255), encodeUtf8(reason)]);
}

/**
 * Codes that an endpoint may send: RFC 6455 7.4.1 (1004-1006 and 1015 never), 1012-1014 of the IANA registry,
 * 3000-3999 for libraries and 4000-4999 for private use (7.4.2).
 */
export function isCloseCode(code: number): boolean {
	if (code >= 3000) return code <= 4999;
	return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}
