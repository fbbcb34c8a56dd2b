/** Reads "8105 48656c6c6f 61*3": hex bytes, white space ignored, `xx*N` for repeats, `'text'` (no spaces) for ASCII. */
export function fromHex(text: string): Uint8Array {
	const parts = text
		.split(/\s+/)
		.filter((part) => part !== '')
		.map((part) => {
			const [unit = '', times] = part.split('*');
			const bytes = unit.startsWith("'") ? Buffer.from(unit.slice(1, -1)) : Buffer.from(unit, 'hex');
			if (!unit.startsWith("'") && bytes.length * 2 !== unit.length) throw new Error(`"${part}" is no hex`);
			return Buffer.concat(Array<Buffer>(times === undefined ? 1 : Number(times)).fill(bytes));
		});
	return new Uint8Array(Buffer.concat(parts));
}

export function toHex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}

export function ascii(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, 'latin1'));
}
