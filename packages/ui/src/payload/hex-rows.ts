export const BYTES_PER_ROW = 16;

/** One line of a hex dump. */
export interface HexRow {
	/** '00000010' */
	offset: string;
	/** Two digits a byte, a wider gap after the eighth: '48 65 …'. */
	hex: string;
	/** Printable ASCII, '·' for the rest. */
	ascii: string;
}

/** The line with the bytes from `row * 16` on. */
export function hexRow(bytes: Uint8Array, row: number): HexRow {
	const start = row * BYTES_PER_ROW;
	const slice = bytes.subarray(start, start + BYTES_PER_ROW);
	const digits = Array.from(slice, (byte) => byte.toString(16).padStart(2, '0'));
	return {
		offset: start.toString(16).padStart(8, '0'),
		hex: [digits.slice(0, 8).join(' '), digits.slice(8).join(' ')].filter(Boolean).join('  '),
		ascii: Array.from(slice, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
	};
}
