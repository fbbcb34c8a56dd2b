/** The first bytes of a frame (RFC 6455 5.2), read but not judged. */
export interface FrameHeader {
	fin: boolean;
	/** RSV1-3 as a 3-bit number, RSV1 being 4. */
	rsv: number;
	opcode: number;
	maskingKey: number | null;
	payloadBytes: number;
	headerBytes: number;
	/** Which of the three length encodings was used: 0, 2 or 8 bytes after the first two. */
	lengthBytes: 0 | 2 | 8;
	/** The top bit of an 8-byte length, which must be 0. */
	lengthHighBit: boolean;
}

/** RFC 6455 5.2: 2 bytes, up to 8 of extended length, 4 of masking key. */
export const MOST_HEADER_BYTES = 14;

/** How long the header at `position` is, as far as `available` bytes tell: 2 until the second byte is there. */
export function headerLength(bytes: Uint8Array, position: number, available: number): number {
	if (available < 2) return 2;
	const second = bytes[position + 1] as number;
	const length = second & 0x7f;
	return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((second & 0x80) >> 5);
}

/** Reads the header at `position`; all its bytes must be there. */
export function readHeader(bytes: Uint8Array, position: number): FrameHeader {
	const first = bytes[position] as number;
	const second = bytes[position + 1] as number;
	const length = second & 0x7f;
	const lengthBytes = length === 126 ? 2 : length === 127 ? 8 : 0;
	const keyAt = position + 2 + lengthBytes;
	const masked = (second & 0x80) !== 0;
	return {
		fin: (first & 0x80) !== 0,
		rsv: (first >> 4) & 7,
		opcode: first & 15,
		maskingKey: masked ? uint32(bytes, keyAt) : null,
		payloadBytes: lengthBytes === 0 ? length : extendedLength(bytes, position + 2, lengthBytes),
		headerBytes: 2 + lengthBytes + (masked ? 4 : 0),
		lengthBytes,
		lengthHighBit: lengthBytes === 8 && (bytes[position + 2] as number) >= 0x80,
	};
}

function extendedLength(bytes: Uint8Array, at: number, size: 2 | 8): number {
	if (size === 2) return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
	return uint32(bytes, at) * 0x1_0000_0000 + uint32(bytes, at + 4);
}

function uint32(bytes: Uint8Array, at: number): number {
	const high = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
	const low = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
	return ((high << 16) | low) >>> 0;
}
