import type { Frame } from '@refrain/traffic';
import type pg from 'pg';
import { type Codec, type Zstd, zstd } from '../codec.ts';
import { DbError } from '../db-error.ts';
import { isUuid } from '../ids.ts';
import { copiedBytes, copiedInt, copyOut } from './copy.ts';
import { type ChunkPosition, decodeFrameHead, type FrameInHead } from './frame-head.ts';

/** A chunk with its payloads. */
export interface ReadChunk {
	/** Number of the first row that starts in the chunk. */
	firstRow: number;
	/** In order of seq. */
	frames: readonly ReadFrame[];
	body: Uint8Array;
}

export interface ReadFrame extends FrameInHead {
	/** A view of the chunk's body: only the start of a spilled one. */
	payload: Uint8Array;
}

/** So many chunks (about 170 KiB each, packed) are read at a time. */
const CHUNKS_PER_READ = 16;

const COLUMNS = 'first_seq, first_row, frames, first_us, codec, head, body';

/** Reads chunks of one connection, and the payloads that are kept apart. */
export class ChunkReader {
	readonly #pool: pg.Pool;
	readonly #connectionId: string;

	constructor(pool: pg.Pool, connectionId: string) {
		if (!isUuid(connectionId))
			throw new DbError('not-found', `There is no connection ${connectionId}.`, { connectionId });
		this.#pool = pool;
		this.#connectionId = connectionId;
	}

	/**
	 * Frames in order from `seq` on, chunk by chunk, as long as they are asked for. Chunks may be merged meanwhile: each
	 * read begins at the chunk that holds the next frame, so that none is left out and none comes twice.
	 */
	async *fromSeq(seq: number, { where = '' }: { where?: string } = {}): AsyncGenerator<ReadChunk> {
		let next = seq;
		for (let count = 2; ; count = Math.min(count * 2, CHUNKS_PER_READ)) {
			const chunks = await this.#read(next, where, count);
			for (const chunk of chunks) {
				yield chunk;
				next = (chunk.frames.at(-1) as ReadFrame).frame.seq + 1;
			}
			if (chunks.length < count) return;
		}
	}

	/** First frame of the row `row`, or of the last row before it; null when there is no row. */
	async seqOfRow(row: number): Promise<number | null> {
		// Chunks without a row of their own have the number of the next row: of those with a row, the last at or before it.
		const [found] = await copyOut(
			this.#pool,
			`select first_seq, first_row, frames, first_us, codec, head from frame_chunk
			where connection_id = '${this.#connectionId}' and first_row <= ${integer(row)}
				and frames > client_other + server_other
			order by first_row desc limit 1`,
		);
		if (found === undefined) return null;
		const position = { firstSeq: copiedInt(found, 0), frames: copiedInt(found, 2), firstUs: copiedInt(found, 3) };
		const packed = copiedBytes(found, 5);
		const head = copiedInt(found, 4) === 0 ? packed : (await zstd()).decompress(packed);
		const starts = decodeFrameHead(position, head).filter(({ rowStart }) => rowStart);
		const start = starts[Math.min(row - copiedInt(found, 1), starts.length - 1)];
		return start?.frame.seq ?? null;
	}

	/** A whole payload that is kept apart. */
	async blob(seq: number): Promise<Uint8Array> {
		const unpack = await zstd();
		const parts = await copyOut(
			this.#pool,
			`select codec, data from frame_blob
			where connection_id = '${this.#connectionId}' and seq = ${integer(seq)} order by part`,
		);
		return Buffer.concat(parts.map((part) => unpackBytes(unpack, copiedInt(part, 0) as Codec, copiedBytes(part, 1))));
	}

	/** The frame with its whole payload. */
	async whole({ frame, payload, spilled }: ReadFrame): Promise<Frame> {
		return { ...frame, payload: spilled ? await this.blob(frame.seq) : payload };
	}

	async #read(next: number, where: string, count: number): Promise<ReadChunk[]> {
		const unpack = await zstd();
		const found = await copyOut(
			this.#pool,
			`select ${COLUMNS} from frame_chunk
			where connection_id = '${this.#connectionId}' and first_seq + frames > ${integer(next)} and first_seq >= coalesce(
				(select max(first_seq) from frame_chunk
				where connection_id = '${this.#connectionId}' and first_seq <= ${integer(next)}), 0) ${where}
			order by first_seq limit ${integer(count)}`,
		);
		return found.map((row) => {
			const chunk = unpackChunk(unpack, {
				firstSeq: copiedInt(row, 0),
				firstRow: copiedInt(row, 1),
				frames: copiedInt(row, 2),
				firstUs: copiedInt(row, 3),
				codec: copiedInt(row, 4) as Codec,
				head: copiedBytes(row, 5),
				body: copiedBytes(row, 6),
			});
			const known = chunk.frames.findIndex(({ frame }) => frame.seq >= next);
			if (known <= 0) return chunk;
			const rowsBefore = chunk.frames.slice(0, known).filter(({ rowStart }) => rowStart).length;
			return { ...chunk, firstRow: chunk.firstRow + rowsBefore, frames: chunk.frames.slice(known) };
		});
	}
}

/** A chunk as it is stored, without the counters. */
export interface StoredChunk extends ChunkPosition {
	firstRow: number;
	codec: Codec;
	head: Uint8Array;
	body: Uint8Array;
}

export function unpackChunk(unpack: Zstd, chunk: StoredChunk): ReadChunk {
	const body = unpackBytes(unpack, chunk.codec, chunk.body);
	const heads = decodeFrameHead(chunk, unpackBytes(unpack, chunk.codec, chunk.head));
	return { firstRow: chunk.firstRow, frames: withPayloads(heads, body), body };
}

function withPayloads(heads: readonly FrameInHead[], body: Uint8Array): ReadFrame[] {
	let at = 0;
	return heads.map((head) => {
		const payload = body.subarray(at, at + head.bodyBytes);
		at += head.bodyBytes;
		return { ...head, payload };
	});
}

function unpackBytes(unpack: Zstd, codec: Codec, bytes: Uint8Array): Uint8Array {
	return codec === 0 ? bytes : unpack.decompress(bytes);
}

/** For SQL without parameters. */
function integer(value: number): string {
	if (!Number.isSafeInteger(value)) throw new DbError('invalid', `${value} is no frame or row number.`, { value });
	return String(value);
}
