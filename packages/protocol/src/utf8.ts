/** State after a byte that completes a character. */
const ACCEPT = 0;

/**
 * Validates UTF-8 (RFC 3629) that arrives in parts, so that a bad byte is found in the fragment that carries it.
 * Overlong forms, surrogates and values over U+10FFFF are refused by narrowing the range of the second byte.
 */
export class Utf8Validator {
	/** Continuation bytes still due. */
	#due = ACCEPT;
	/** Range that the next continuation byte must be in. */
	#low = 0x80;
	#high = 0xbf;

	/** True when no character is half read: plain ASCII may be skipped here. */
	get betweenCharacters(): boolean {
		return this.#due === ACCEPT;
	}

	/** Index in `bytes` of the first byte that no valid text can have there, or -1. */
	push(bytes: Uint8Array): number {
		const length = bytes.length;
		let i = 0;
		while (i < length) {
			if (this.#due === ACCEPT) {
				while (i < length && (bytes[i] as number) < 0x80) i++;
				if (i === length) break;
				if (!this.#lead(bytes[i] as number)) return i;
			} else {
				const byte = bytes[i] as number;
				if (byte < this.#low || byte > this.#high) return i;
				this.#low = 0x80;
				this.#high = 0xbf;
				this.#due--;
			}
			i++;
		}
		return -1;
	}

	/** False when the text stops inside a character. Starts anew. */
	end(): boolean {
		const complete = this.#due === ACCEPT;
		this.reset();
		return complete;
	}

	reset(): void {
		this.#due = ACCEPT;
		this.#low = 0x80;
		this.#high = 0xbf;
	}

	/** RFC 3629 4: what a first byte allows as second byte and how many follow. */
	#lead(byte: number): boolean {
		if (byte < 0xc2 || byte > 0xf4) return false;
		this.#due = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
		if (byte === 0xe0) this.#low = 0xa0;
		else if (byte === 0xed) this.#high = 0x9f;
		else if (byte === 0xf0) this.#low = 0x90;
		else if (byte === 0xf4) this.#high = 0x8f;
		return true;
	}
}

/** Index of the first byte that makes `bytes` no UTF-8 text (`bytes.length` when it is cut off), or -1. */
export function badUtf8At(bytes: Uint8Array): number {
	const validator = new Utf8Validator();
	const bad = validator.push(bytes);
	if (bad >= 0) return bad;
	return validator.end() ? -1 : bytes.length;
}

/**
 * Reads UTF-8; a byte that fits nowhere becomes U+FFFD. Written out because ES2023 without DOM or Node has no TextDecoder;
 * used on short text only (close reasons).
 */
export function decodeUtf8(bytes: Uint8Array): string {
	let text = '';
	let i = 0;
	while (i < bytes.length) {
		const lead = bytes[i] as number;
		const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
		const character = bytes.subarray(i, i + size);
		if (badUtf8At(character) >= 0) {
			text += '\ufffd';
			i++;
			continue;
		}
		let point = size === 1 ? lead : lead & (0x7f >> size);
		for (let k = 1; k < size; k++) point = (point << 6) | ((character[k] as number) & 0x3f);
		text += String.fromCodePoint(point);
		i += size;
	}
	return text;
}

/** Writes UTF-8; a lone surrogate becomes U+FFFD, as everywhere on the web. */
export function encodeUtf8(text: string): Uint8Array {
	const bytes: number[] = [];
	for (const character of text) {
		const read = character.codePointAt(0) as number;
		const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
		if (point < 0x80) bytes.push(point);
		else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
		else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
		else {
			bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
			bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
		}
	}
	return Uint8Array.from(bytes);
}
