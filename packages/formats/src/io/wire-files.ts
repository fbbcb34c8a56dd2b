import { closeSync, openSync, writeSync, writevSync } from 'node:fs';
import type { WirePiece } from '@refrain/traffic';
import { FILE_HEADER_BYTES, fileHeader, RECORD_HEADER_BYTES, writeRecordHeader } from '../wire/wire-record.ts';

/** Memory in which small records of one file wait to be written together. */
interface Block {
	bytes: Uint8Array;
	view: DataView;
}

/** A .wire file that is being written. */
export interface WireFile {
	readonly path: string;
	/** null while it has nothing waiting. */
	block: Block | null;
	fill: number;
	/** Whether it is on the disk. */
	created: boolean;
	/** Frames whose last byte is among what waits. */
	frames: number;
	/** The turn in which the first of it came. */
	turn: number;
}

const BLOCK_BYTES = 64 * 1024;
/** What waits in all files together; when it is used up, the file that waits longest is written. */
const MOST_BLOCKS = 512;
/** Larger bodies are written from where they are. */
const DIRECT_BYTES = 16 * 1024;
/** What comes waits for one to two turns. */
const TURN_MS = 100;
const MOST_OPEN = 400;

/**
 * Writes .wire files: few large writes of a busy connection, five small ones a second of a slow one. It writes at once, on the
 * caller's thread: copying into the page cache costs less than handing the bytes to a pool of threads, and what is written
 * needs no bound of its own.
 */
export class WireFiles {
	readonly #onError: (error: unknown) => void;
	/** Those with something waiting, longest first. */
	readonly #waiting = new Set<WireFile>();
	readonly #spare: Block[] = [];
	#blocks = 0;
	/** Least recently written first. */
	readonly #descriptors = new Map<WireFile, number>();
	#turn = 0;
	/** Frames that were given and are not written. */
	#frames = 0;
	#timer: NodeJS.Timeout | null = null;

	/** @param onError what a write that nobody asked for threw */
	constructor(onError: (error: unknown) => void) {
		this.#onError = onError;
	}

	/** A file that the first `append` creates. */
	file(path: string): WireFile {
		return { path, block: null, fill: 0, created: false, frames: 0, turn: 0 };
	}

	/** Takes a copy of what it does not write at once; throws what the system says. */
	append(file: WireFile, piece: WirePiece): void {
		const { bytes } = piece;
		this.#frames += piece.frames;
		if (!file.created) this.#create(file);
		const direct = bytes.length >= DIRECT_BYTES;
		if (file.fill + RECORD_HEADER_BYTES + (direct ? 0 : bytes.length) > BLOCK_BYTES) this.#write(file, null);
		const block = this.#blockOf(file);
		file.frames += piece.frames;
		writeRecordHeader(block.view, file.fill, piece);
		file.fill += RECORD_HEADER_BYTES;
		if (direct) {
			this.#write(file, bytes);
			return;
		}
		block.bytes.set(bytes, file.fill);
		file.fill += bytes.length;
	}

	/** Writes what waits. */
	flush(): void {
		for (const file of this.#waiting) this.#write(file, null);
	}

	/** The file is complete. */
	close(file: WireFile): void {
		this.#write(file, null);
		this.#release(file);
	}

	closeAll(): void {
		this.flush();
		this.#end();
	}

	/** Gives everything up; tells how many frames that were given are not written. */
	abandon(): number {
		this.#waiting.clear();
		this.#end();
		return this.#frames;
	}

	#create(file: WireFile): void {
		this.#descriptor(file, 'ax');
		file.created = true;
		this.#blockOf(file).bytes.set(fileHeader());
		file.fill = FILE_HEADER_BYTES;
	}

	#end(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		for (const file of [...this.#descriptors.keys()]) this.#release(file);
	}

	#blockOf(file: WireFile): Block {
		if (file.block !== null) return file.block;
		file.block = this.#freeBlock();
		file.turn = this.#turn;
		this.#waiting.add(file);
		this.#timer ??= setTimeout(() => this.#nextTurn(), TURN_MS);
		return file.block;
	}

	#freeBlock(): Block {
		if (this.#spare.length === 0 && this.#blocks === MOST_BLOCKS) {
			const [longest] = this.#waiting;
			if (longest !== undefined) this.#write(longest, null);
		}
		const spare = this.#spare.pop();
		if (spare !== undefined) return spare;
		this.#blocks++;
		const bytes = new Uint8Array(BLOCK_BYTES);
		return { bytes, view: new DataView(bytes.buffer) };
	}

	/** Writes what has waited for a whole turn. */
	#nextTurn(): void {
		this.#timer = null;
		try {
			for (const file of this.#waiting) {
				if (file.turn === this.#turn) break;
				this.#write(file, null);
			}
		} catch (error) {
			this.#onError(error);
			return;
		}
		this.#turn++;
		if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#nextTurn(), TURN_MS);
	}

	/** Writes what waits of a file, and more bytes behind it. */
	#write(file: WireFile, more: Uint8Array | null): void {
		const { block, fill } = file;
		if (block === null) return;
		const descriptor = this.#descriptor(file, 'a');
		const waiting = block.bytes.subarray(0, fill);
		if (more === null) writeAll(descriptor, waiting, writeSync(descriptor, waiting));
		else writeBoth(descriptor, waiting, more);
		file.block = null;
		file.fill = 0;
		this.#frames -= file.frames;
		file.frames = 0;
		this.#waiting.delete(file);
		this.#spare.push(block);
	}

	/** Opens it again when too many others were written to meanwhile. */
	#descriptor(file: WireFile, flags: 'a' | 'ax'): number {
		const present = this.#descriptors.get(file);
		if (present !== undefined) {
			this.#descriptors.delete(file);
			this.#descriptors.set(file, present);
			return present;
		}
		const [oldest] = this.#descriptors.keys();
		if (oldest !== undefined && this.#descriptors.size >= MOST_OPEN) this.#release(oldest);
		const opened = openSync(file.path, flags);
		this.#descriptors.set(file, opened);
		return opened;
	}

	#release(file: WireFile): void {
		const descriptor = this.#descriptors.get(file);
		this.#descriptors.delete(file);
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

/** A disk that is almost full takes a part; the next write says why. */
function writeAll(descriptor: number, bytes: Uint8Array, written: number): void {
	for (let done = written; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function writeBoth(descriptor: number, first: Uint8Array, second: Uint8Array): void {
	const written = writevSync(descriptor, [first, second]);
	if (written < first.length) writeAll(descriptor, first, written);
	if (written < first.length + second.length) writeAll(descriptor, second, Math.max(0, written - first.length));
}
