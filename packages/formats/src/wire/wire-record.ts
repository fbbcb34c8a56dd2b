import type { Sender, WirePiece } from '@refrain/traffic';

/** A .wire file starts with these four bytes and its version as u32; all numbers are little-endian. */
export const WIRE_MAGIC = 'RFRW';
export const WIRE_VERSION = 1;
export const FILE_HEADER_BYTES = 8;

/** A record's head: kind u8, body bytes u32, atUs f64, offset f64. The body follows. */
export const RECORD_HEADER_BYTES = 21;

/** What a record is, by its first byte; 0 is none, so that a hole in a file does not read as records. */
const KINDS: readonly ({ sender: Sender; end: boolean } | null)[] = [
	null,
	{ sender: 'client', end: false },
	{ sender: 'server', end: false },
	{ sender: 'client', end: true },
	{ sender: 'server', end: true },
];

/** A record without its body. */
export interface RecordHeader {
	sender: Sender;
	end: boolean;
	bodyBytes: number;
	atUs: number;
	offset: number;
}

export function fileHeader(): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(FILE_HEADER_BYTES);
	bytes.set(new TextEncoder().encode(WIRE_MAGIC));
	new DataView(bytes.buffer).setUint32(4, WIRE_VERSION, true);
	return bytes;
}

export function writeRecordHeader(view: DataView, at: number, piece: WirePiece): void {
	view.setUint8(at, (piece.sender === 'client' ? 1 : 2) + (piece.end ? 2 : 0));
	view.setUint32(at + 1, piece.bytes.length, true);
	view.setFloat64(at + 5, piece.atUs, true);
	view.setFloat64(at + 13, piece.offset, true);
}

/** null when it can be no record. */
export function readRecordHeader(view: DataView, at: number): RecordHeader | null {
	const kind = KINDS[view.getUint8(at)] ?? null;
	const bodyBytes = view.getUint32(at + 1, true);
	const atUs = view.getFloat64(at + 5, true);
	const offset = view.getFloat64(at + 13, true);
	if (kind === null || !isCount(atUs) || !isCount(offset) || (kind.end && bodyBytes > 0)) return null;
	return { ...kind, bodyBytes, atUs, offset };
}

function isCount(value: number): boolean {
	return Number.isSafeInteger(value) && value >= 0;
}
