export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** Joins parts; one part is copied too, so that the result never shares memory. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
	let length = 0;
	for (const part of parts) length += part.length;
	const joined = new Uint8Array(length);
	let position = 0;
	for (const part of parts) {
		joined.set(part, position);
		position += part.length;
	}
	return joined;
}

/** Allocated at once for a length that is announced, which need not be true. */
const FIRST_BYTES = 64 * 1024;

/** Bytes that arrive in parts. Doubles as it grows, so that a stream delivered byte by byte costs linear time. */
export class ByteBuffer {
	#bytes: Uint8Array = NO_BYTES;
	#length = 0;
	readonly #mostBytes: number;

	/** `mostBytes` is the length that will never be passed: growth stops exactly there. */
	constructor(mostBytes = Number.POSITIVE_INFINITY) {
		this.#mostBytes = mostBytes;
	}

	get length(): number {
		return this.#length;
	}

	append(bytes: Uint8Array): void {
		const length = this.#length + bytes.length;
		if (length > this.#bytes.length) this.#grow(length);
		this.#bytes.set(bytes, this.#length);
		this.#length = length;
	}

	/** What was appended; a view that the next `append` may outdate. */
	view(): Uint8Array {
		return this.#bytes.subarray(0, this.#length);
	}

	/** Hands over what was appended and starts empty again. */
	take(): Uint8Array {
		const taken = this.#length === this.#bytes.length ? this.#bytes : this.#bytes.slice(0, this.#length);
		this.#bytes = NO_BYTES;
		this.#length = 0;
		return taken;
	}

	#grow(length: number): void {
		const first = Number.isFinite(this.#mostBytes) ? FIRST_BYTES : 64;
		const capacity = Math.min(Math.max(length, this.#bytes.length * 2, first), Math.max(this.#mostBytes, length));
		const grown = new Uint8Array(capacity);
		grown.set(this.view());
		this.#bytes = grown;
	}
}
