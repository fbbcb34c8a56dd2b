/** One line of a hex dump. */
export interface HexRow {
	/** '00000010' */
	offset: string;
	/** Two digits a byte, a wider gap after the eighth: '48 65 …'. */
	hex: string;
	/** Printable ASCII, '·' for the rest. */
	ascii: string;
}

/** The line with the bytes from `row * perRow` on. */
export function hexRow(bytes: Uint8Array, row: number, perRow: 8 | 16 = 16): HexRow {
	const start = row * perRow;
	const slice = bytes.subarray(start, start + perRow);
	const digits = Array.from(slice, (byte) => byte.toString(16).padStart(2, '0'));
	return {
		offset: start.toString(16).padStart(8, '0'),
		hex: [digits.slice(0, 8).join(' '), digits.slice(8).join(' ')].filter(Boolean).join('  '),
		ascii: Array.from(slice, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
	};
}
