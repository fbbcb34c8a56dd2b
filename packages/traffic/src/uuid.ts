/**
 * A UUID of version 7 (RFC 9562 5.7): ids made later sort later.
 * @param nowMs milliseconds since the epoch
 * @param random ten random bytes
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
	const bytes = new Uint8Array(16);
	let rest = Math.floor(nowMs);
	for (let at = 5; at >= 0; at--) {
		bytes[at] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	bytes.set(random.subarray(0, 10), 6);
	bytes[6] = 0x70 | (byteAt(bytes, 6) & 0x0f);
	bytes[8] = 0x80 | (byteAt(bytes, 8) & 0x3f);
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function byteAt(bytes: Uint8Array, at: number): number {
	return bytes[at] ?? 0;
}
