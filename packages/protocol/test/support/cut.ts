/** Cuts bytes at the given offsets (any order, out of range ones ignored). */
export function cutAt(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
	const inside = [...new Set(offsets)].filter((offset) => offset > 0 && offset < bytes.length).sort((a, b) => a - b);
	return [...inside, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : inside[i - 1], end));
}

export function byteByByte(bytes: Uint8Array): Uint8Array[] {
	return Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
}

/** A copy whose memory is overwritten when `then` returns: what keeps a reference to the input shows itself. */
export function lend<T>(bytes: Uint8Array, then: (lent: Uint8Array) => T): T {
	const lent = Buffer.from(bytes);
	const result = then(lent);
	lent.fill(0xee);
	return result;
}
