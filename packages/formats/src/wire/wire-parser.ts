import type { WirePiece } from '@refrain/traffic';
import {
	FILE_HEADER_BYTES,
	RECORD_HEADER_BYTES,
	type RecordHeader,
	readRecordHeader,
	WIRE_MAGIC,
	WIRE_VERSION,
} from './wire-record.ts';

/** A record or a part of one: bodies are given out as they come. */
export type WirePart = Omit<WirePiece, 'frames'>;

/** What is wrong with a file, and at which of its bytes. */
export interface WireProblem {
	at: number;
	/** Goes on after the file's name and the place. */
	reason: string;
	newer: boolean;
}

const NO_BYTES = new Uint8Array(0);

/** Reads a .wire file, in whatever pieces it comes from the disk. */
export class WireParser {
	readonly #head = new Uint8Array(RECORD_HEADER_BYTES);
	readonly #view = new DataView(this.#head.buffer);
	#headFill = 0;
	#started = false;
	/** The record whose body is arriving. */
	#open: RecordHeader | null = null;
	#received = 0;
	/** Where in the file the file header or the record that is being read begins. */
	#recordAt = 0;
	#problem: WireProblem | null = null;

	get problem(): WireProblem | null {
		return this.#problem;
	}

	/** Where an unfinished record begins, given that the file ends here; null when its last record is whole. */
	get tornAt(): number | null {
		return this.#started && this.#open === null && this.#headFill === 0 ? null : this.#recordAt;
	}

	/** The next bytes of the file; the parts are views of them. */
	push(chunk: Uint8Array): WirePart[] {
		const parts: WirePart[] = [];
		let at = 0;
		while (at < chunk.length && this.#problem === null) {
			at = this.#open === null ? this.#readHead(chunk, at, parts) : this.#readBody(this.#open, { chunk, at, parts });
		}
		return parts;
	}

	#readHead(chunk: Uint8Array, from: number, parts: WirePart[]): number {
		const wanted = this.#started ? RECORD_HEADER_BYTES : FILE_HEADER_BYTES;
		const at = Math.min(chunk.length, from + wanted - this.#headFill);
		this.#head.set(chunk.subarray(from, at), this.#headFill);
		this.#headFill += at - from;
		if (this.#headFill === wanted) {
			this.#headFill = 0;
			if (this.#started) this.#startRecord(parts);
			else this.#startFile();
		}
		return at;
	}

	#startFile(): void {
		const magic = String.fromCharCode(...this.#head.subarray(0, WIRE_MAGIC.length));
		const version = this.#view.getUint32(WIRE_MAGIC.length, true);
		if (magic !== WIRE_MAGIC) this.#fail('does not start as a .wire file does');
		else if (version > WIRE_VERSION)
			this.#fail(`was written by a newer Refrain (version ${version}; this one reads ${WIRE_VERSION})`, true);
		this.#started = true;
		this.#recordAt = FILE_HEADER_BYTES;
	}

	#startRecord(parts: WirePart[]): void {
		const header = readRecordHeader(this.#view, 0);
		if (header === null) {
			this.#fail('holds bytes that are no record');
		} else if (header.bodyBytes === 0) {
			parts.push(part(header, 0, NO_BYTES));
			this.#recordAt += RECORD_HEADER_BYTES;
		} else {
			this.#open = header;
			this.#received = 0;
		}
	}

	#readBody(open: RecordHeader, { chunk, at, parts }: { chunk: Uint8Array; at: number; parts: WirePart[] }): number {
		const bytes = chunk.subarray(at, at + open.bodyBytes - this.#received);
		parts.push(part(open, this.#received, bytes));
		this.#received += bytes.length;
		if (this.#received === open.bodyBytes) {
			this.#open = null;
			this.#recordAt += RECORD_HEADER_BYTES + open.bodyBytes;
		}
		return at + bytes.length;
	}

	#fail(reason: string, newer = false): void {
		this.#problem = { at: this.#recordAt, reason, newer };
	}
}

function part({ sender, end, atUs, offset }: RecordHeader, received: number, bytes: Uint8Array): WirePart {
	return { sender, end, atUs, offset: offset + received, bytes };
}
