import type { Codec, Zstd } from '../codec.ts';
import { giveBody, takeBody } from './chunk-bodies.ts';
import { BLOB_PART_BYTES, type FrameFacts, FrameHeadBuilder, MAX_DELTA_US, SPILLED_BYTES } from './frame-head.ts';

/** Counters of a chunk, in the order of their columns: rows by type, and the frames that start none. */
export const COUNTERS = ['text', 'binary', 'ping', 'pong', 'close', 'other'] as const;
const CLIENT = 0;
const NO_BODY = Buffer.alloc(0);
const SERVER = COUNTERS.length;

/** A chunk as a row of frame_chunk, but for its connection. */
export interface FrameChunk {
	firstSeq: number;
	firstRow: number;
	frames: number;
	firstUs: number;
	lastUs: number;
	clientBytes: number;
	serverBytes: number;
	wireBytes: number;
	minBytes: number;
	maxBytes: number;
	/** Of the client, then of the server, each in the order of {@link COUNTERS}. */
	counts: readonly number[];
	codec: Codec;
	head: Uint8Array;
	body: Uint8Array;
}

/** What a chunk holds of a payload. */
export interface StoredPayload {
	/** Of the whole payload. */
	bytes: number;
	body: Uint8Array;
	/** True when `body` is only its start, and the whole is in frame_blob. */
	spilled: boolean;
}

export function storedPayload(payload: Uint8Array): StoredPayload {
	const spilled = payload.byteLength > BLOB_PART_BYTES;
	return { bytes: payload.byteLength, body: spilled ? payload.subarray(0, SPILLED_BYTES) : payload, spilled };
}

export const MAX_CHUNK_FRAMES = 1024;
export const MAX_CHUNK_BYTES = 512 * 1024;

/** What a chunk makes room for at first. */
const FIRST_SIZE = { frames: 16, bodyBytes: 4096 };

/** Collects frames of one connection with consecutive `seq` into a chunk. Copies the payloads. */
export class ChunkBuilder {
	readonly #firstRow: number;
	readonly #head: FrameHeadBuilder;
	readonly #counts = new Array<number>(2 * COUNTERS.length).fill(0);
	#body: Buffer;
	#bodyBytes = 0;
	#firstSeq = 0;
	#firstUs = 0;
	#previousUs = 0;
	#lastUs = 0;
	#clientBytes = 0;
	#serverBytes = 0;
	#wireBytes = 0;
	#minBytes = Number.MAX_SAFE_INTEGER;
	#maxBytes = 0;

	/**
	 * @param firstRow number of the first row that will start in it
	 * @param size room to make at first, as the chunk before needed it
	 */
	constructor(firstRow: number, size: { frames: number; bodyBytes: number } = FIRST_SIZE) {
		this.#firstRow = firstRow;
		this.#head = new FrameHeadBuilder(Math.max(size.frames, FIRST_SIZE.frames));
		this.#body = takeBody(Math.max(size.bodyBytes, FIRST_SIZE.bodyBytes));
	}

	get frames(): number {
		return this.#head.length;
	}

	/** Of memory that the payloads take here. */
	get bodyBytes(): number {
		return this.#bodyBytes;
	}

	get isFull(): boolean {
		return this.frames >= MAX_CHUNK_FRAMES || this.#bodyBytes >= MAX_CHUNK_BYTES;
	}

	/** False when this frame must begin another chunk: frames are missing before it, or the time between is too long. */
	accepts(frame: FrameFacts): boolean {
		if (this.frames === 0) return true;
		return frame.seq === this.#firstSeq + this.frames && Math.abs(frame.atUs - this.#previousUs) <= MAX_DELTA_US;
	}

	/** `stored` is the payload, or the start of one that is kept apart, see {@link storedPayload}. */
	add(frame: FrameFacts, { bytes, body, spilled }: StoredPayload, rowStart: boolean): void {
		if (this.frames === 0) {
			this.#firstSeq = frame.seq;
			this.#firstUs = this.#lastUs = frame.atUs;
		}
		this.#head.add(frame, bytes, { rowStart, spilled });
		this.#append(body);
		this.#previousUs = frame.atUs;
		this.#lastUs = Math.max(this.#lastUs, frame.atUs);
		this.#wireBytes += frame.wireBytes;
		this.#minBytes = Math.min(this.#minBytes, bytes);
		this.#maxBytes = Math.max(this.#maxBytes, bytes);
		const isClient = frame.sender === 'client';
		if (isClient) this.#clientBytes += bytes;
		else this.#serverBytes += bytes;
		const counter = (isClient ? CLIENT : SERVER) + counterOf(frame.opcode, rowStart);
		this.#counts[counter] = (this.#counts[counter] as number) + 1;
	}

	/** The chunk. The builder takes no more afterwards: its buffer is used for another. */
	seal(zstd: Zstd): FrameChunk {
		const head = this.#head.encode();
		const packed = pack(zstd, head, this.#body.subarray(0, this.#bodyBytes));
		if (packed.codec === 0) packed.body = Buffer.from(packed.body);
		giveBody(this.#body);
		this.#body = NO_BODY;
		return {
			firstSeq: this.#firstSeq,
			firstRow: this.#firstRow,
			frames: this.frames,
			firstUs: this.#firstUs,
			lastUs: this.#lastUs,
			clientBytes: this.#clientBytes,
			serverBytes: this.#serverBytes,
			wireBytes: this.#wireBytes,
			minBytes: this.#minBytes,
			maxBytes: this.#maxBytes,
			counts: this.#counts,
			...packed,
		};
	}

	#append(bytes: Uint8Array): void {
		const end = this.#bodyBytes + bytes.byteLength;
		if (end > this.#body.byteLength) {
			const grown = takeBody(Math.max(end, this.#body.byteLength * 2));
			this.#body.copy(grown, 0, 0, this.#bodyBytes);
			giveBody(this.#body);
			this.#body = grown;
		}
		this.#body.set(bytes, this.#bodyBytes);
		this.#bodyBytes = end;
	}
}

/** One codec for both parts: whatever makes them smaller together. */
function pack(zstd: Zstd, head: Uint8Array, body: Uint8Array): Pick<FrameChunk, 'codec' | 'head' | 'body'> {
	const packedHead = zstd.compress(head);
	const packedBody = zstd.compress(body);
	const smaller = packedHead.byteLength + packedBody.byteLength < head.byteLength + body.byteLength;
	return smaller ? { codec: 1, head: packedHead, body: packedBody } : { codec: 0, head, body };
}

const OTHER = COUNTERS.indexOf('other');

/** Index into {@link COUNTERS} by opcode. A continuation that starts a row continues nothing: it is shown as a binary message. */
const BY_OPCODE: readonly number[] = Array.from({ length: 16 }, (_, opcode) => {
	const names: Partial<Record<number, (typeof COUNTERS)[number]>> = {
		0: 'binary',
		1: 'text',
		2: 'binary',
		8: 'close',
		9: 'ping',
		10: 'pong',
	};
	return COUNTERS.indexOf(names[opcode] ?? 'other');
});

function counterOf(opcode: number, rowStart: boolean): number {
	return rowStart ? (BY_OPCODE[opcode] ?? OTHER) : OTHER;
}
