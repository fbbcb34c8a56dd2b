/** Word views need the byte order of the machine that runs this. */
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Below this, setting up word views costs more than it saves. */
const WORDS_FROM_BYTES = 48;

/**
 * XORs `bytes` with the masking key in place (RFC 6455 5.3); the same call masks and unmasks. Words at a time: byte by byte
 * costs five times the CPU on large frames.
 */
export function applyMask(bytes: Uint8Array, maskingKey: number): void {
	const length = bytes.length;
	const keyBytes = [maskingKey >>> 24, (maskingKey >>> 16) & 255, (maskingKey >>> 8) & 255, maskingKey & 255];
	let i = 0;
	if (length >= WORDS_FROM_BYTES) {
		const head = -bytes.byteOffset & 3;
		for (; i < head; i++) bytes[i] = (bytes[i] as number) ^ (keyBytes[i] as number);
		i += xorWords(bytes, head, rotate(maskingKey, head));
	}
	for (; i < length; i++) bytes[i] = (bytes[i] as number) ^ (keyBytes[i & 3] as number);
}

/** XORs the whole words from `start` (4-byte aligned in memory) on; gives the number of bytes done. */
function xorWords(bytes: Uint8Array, start: number, key: number): number {
	const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2);
	const word = LITTLE_ENDIAN ? swap(key) : key;
	for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) ^ word;
	return words.length * 4;
}

/** The key as it applies from byte `by` (0-3) on. */
function rotate(key: number, by: number): number {
	return by === 0 ? key | 0 : (key << (8 * by)) | (key >>> (32 - 8 * by));
}

function swap(word: number): number {
	return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
