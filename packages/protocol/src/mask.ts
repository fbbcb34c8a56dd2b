/** Word views need the byte order of the machine that runs this. */
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Below this, going by words costs more than it saves. */
const WORDS_FROM_BYTES = 24;

/** Bytes in an allocation of their own, with the view of whole 32-bit words that fast masking needs. */
export class Slab {
	readonly bytes: Uint8Array;
	#words: Int32Array | null = null;

	/** `bytes` must start its buffer. */
	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	get words(): Int32Array {
		this.#words ??= new Int32Array(this.bytes.buffer, 0, this.bytes.length >> 2);
		return this.#words;
	}
}

/**
 * XORs the bytes from `start` to `end` with the masking key in place (RFC 6455 5.3): masks and unmasks alike; the key 0 only
 * looks. Gives true when every resulting byte is ASCII, which settles most of the UTF-8 checking on the way. Words at a
 * time: byte by byte costs several times the CPU.
 */
export function maskRange(slab: Slab, range: { start: number; end: number }, maskingKey: number): boolean {
	const { bytes } = slab;
	const { start, end } = range;
	if (end - start < WORDS_FROM_BYTES) return maskBytes(bytes, range, maskingKey) < 0x80;
	const wordsStart = (start + 3) & ~3;
	const wordsEnd = end & ~3;
	const edges =
		maskBytes(bytes, { start, end: wordsStart }, maskingKey) |
		maskBytes(bytes, { start: wordsEnd, end }, rotate(maskingKey, (wordsEnd - start) & 3));
	const inner = maskWords(slab.words, wordsStart >> 2, wordsEnd >> 2, rotate(maskingKey, wordsStart - start));
	return edges < 0x80 && (inner & 0x80808080) === 0;
}

/** Gives the OR of the resulting bytes. */
function maskBytes(bytes: Uint8Array, { start, end }: { start: number; end: number }, key: number): number {
	let seen = 0;
	for (let i = start; i < end; i++) {
		const byte = (bytes[i] as number) ^ ((key >>> (24 - 8 * ((i - start) & 3))) & 255);
		bytes[i] = byte;
		seen |= byte;
	}
	return seen;
}

/** Gives the OR of the resulting words. */
function maskWords(words: Int32Array, start: number, end: number, key: number): number {
	const word = LITTLE_ENDIAN ? swap(key) : key;
	let seen = 0;
	for (let i = start; i < end; i++) {
		const masked = (words[i] as number) ^ word;
		words[i] = masked;
		seen |= masked;
	}
	return seen;
}

/** The key as it applies from byte `by` (0-3) on. */
function rotate(key: number, by: number): number {
	return by === 0 ? key | 0 : (key << (8 * by)) | (key >>> (32 - 8 * by));
}

function swap(word: number): number {
	return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
