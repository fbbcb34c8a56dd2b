/** Finds a text in payloads: anywhere, whatever its case; `0x0a1b` also finds these bytes. */
export interface TextMatcher {
	/** In one payload. */
	matches(payload: Uint8Array): boolean;
}

/** The matcher of a filter's free text, null when it is empty. */
export function textMatcher(text: string): TextMatcher | null {
	if (text === '') return null;
	const byText = caseless(text);
	const hex = /^0x((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
	if (hex === undefined) return { matches: byText };
	const bytes = Buffer.from(hex, 'hex');
	return { matches: (payload) => byText(payload) || asBuffer(payload).includes(bytes) };
}

function caseless(text: string): (payload: Uint8Array) => boolean {
	const lower = text.toLowerCase();
	if (lower === text.toUpperCase()) {
		// No letters: the bytes themselves.
		const bytes = Buffer.from(text);
		return (payload) => asBuffer(payload).includes(bytes);
	}
	// Bytes of ASCII letters mean nothing else in UTF-8, so a search for ASCII need not decode.
	const encoding = /^\p{ASCII}*$/u.test(text) ? 'latin1' : 'utf8';
	return (payload) => asBuffer(payload).toString(encoding).toLowerCase().includes(lower);
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A part of a kind, whatever its case; with `*` as wildcard the whole kind. */
export function kindMatcher(pattern: string): (kind: string) => boolean {
	const lower = pattern.toLowerCase();
	if (!pattern.includes('*')) return (kind) => kind.toLowerCase().includes(lower);
	const parts = lower.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const whole = new RegExp(`^${parts.join('.*')}$`, 's');
	return (kind) => whole.test(kind.toLowerCase());
}
