// ASN.1 values in DER (ITU-T X.690), as far as certificates need them.

const TAG = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	objectIdentifier: 0x06,
	utf8String: 0x0c,
	utcTime: 0x17,
	generalizedTime: 0x18,
	sequence: 0x30,
	set: 0x31,
} as const;

export const sequence = (...parts: Uint8Array[]) => value(TAG.sequence, ...parts);
export const set = (...parts: Uint8Array[]) => value(TAG.set, ...parts);
export const octetString = (...parts: Uint8Array[]) => value(TAG.octetString, ...parts);
export const utf8String = (text: string) => value(TAG.utf8String, ascii(text));
export const TRUE = value(TAG.boolean, Uint8Array.of(0xff));

/** X.690 8.14: [number] EXPLICIT. */
export const explicit = (number: number, ...parts: Uint8Array[]) => value(0xa0 | number, ...parts);
/** X.690 8.14: [number] IMPLICIT of a primitive type. */
export const implicit = (number: number, content: Uint8Array) => value(0x80 | number, content);

/** X.690 8.3: two's complement; `bytes` is a magnitude, the number is never negative. */
export function integer(bytes: Uint8Array): Uint8Array {
	const first = bytes.findIndex((byte) => byte !== 0);
	const magnitude = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
	return value(TAG.integer, (magnitude[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0), magnitude);
}

/** X.690 8.6: the first content byte says how many bits of the last are unused. */
export const bitString = (bytes: Uint8Array, unusedBits = 0) => value(TAG.bitString, Uint8Array.of(unusedBits), bytes);

/** X.690 8.19: '1.2.840.10045.4.3.2' */
export function objectIdentifier(dotted: string): Uint8Array {
	const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
	return value(TAG.objectIdentifier, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050. */
export function time(date: Date): Uint8Array {
	const digits = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
	return date.getUTCFullYear() < 2050
		? value(TAG.utcTime, ascii(digits.slice(2)))
		: value(TAG.generalizedTime, ascii(digits));
}

export const ascii = (text: string) => new TextEncoder().encode(text);

function value(tag: number, ...parts: Uint8Array[]): Uint8Array {
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	const head = [tag, ...lengthBytes(length)];
	const bytes = new Uint8Array(head.length + length);
	bytes.set(head);
	let at = head.length;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** X.690 8.1.3: short form below 128, else the number of length bytes first. */
function lengthBytes(length: number): number[] {
	if (length < 0x80) return [length];
	const bytes: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return [0x80 | bytes.length, ...bytes];
}

function base128(number: number): number[] {
	const bytes = [number % 128];
	for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128));
	return bytes;
}
