import type { Frame } from '@refrain/traffic';

/**
 * The head of a chunk: what is known of its frames beside their payloads, column by column, little-endian:
 *
 *     meta   u8[n]   sender (bit 7, 1 = server), rsv1-3 (bits 6-4), opcode (bits 3-0)
 *     flags  u8[n]   FLAG
 *     bytes  u32[n]  length of the payload, inflated
 *     delta  i32[n]  microseconds since the frame before; 0 for the first
 *     keys   u32[]   masking keys of the masked frames
 *     wire   f64[]   wirePayloadBytes of the frames with FLAG.wirePayload, then wireBytes of those with FLAG.wireBytes
 */
const FLAG = {
	fin: 1,
	masked: 2,
	compressed: 4,
	inflateFailed: 8,
	/** The payload is in frame_blob; the body holds its first {@link SPILLED_BYTES}. */
	spilled: 16,
	/** wirePayloadBytes is not the length of the payload. */
	wirePayload: 32,
	/** wireBytes is not what RFC 6455 5.2 gives for the shortest header. */
	wireBytes: 64,
	/** A row starts with this frame: a message or a control frame. */
	rowStart: 128,
} as const;

/** Payloads longer than this go to frame_blob, in parts of this length. */
export const BLOB_PART_BYTES = 1024 * 1024;
/** What the chunk keeps of them, for previews. */
export const SPILLED_BYTES = 4096;

const SERVER = 128;
const BYTES_PER_FRAME = 1 + 1 + 4 + 4;

/** Frames can be apart this much within a chunk. */
export const MAX_DELTA_US = 2 ** 31 - 1;

/** A frame without its payload. */
export type FrameFacts = Omit<Frame, 'payload'>;

/** Length of the shortest header for a payload (RFC 6455 5.2), and the payload. */
export function shortestWireBytes(wirePayloadBytes: number, masked: boolean): number {
	const length = wirePayloadBytes < 126 ? 2 : wirePayloadBytes < 65536 ? 4 : 10;
	return length + (masked ? 4 : 0) + wirePayloadBytes;
}

/** Collects the head's columns of up to `capacity` frames. */
export class FrameHeadBuilder {
	#meta: Uint8Array;
	#flags: Uint8Array;
	#bytes: Uint32Array;
	#delta: Int32Array;
	#keys: number[] = [];
	#wirePayload: number[] = [];
	#wireBytes: number[] = [];
	#previousUs = 0;
	length = 0;

	constructor(capacity: number) {
		this.#meta = new Uint8Array(capacity);
		this.#flags = new Uint8Array(capacity);
		this.#bytes = new Uint32Array(capacity);
		this.#delta = new Int32Array(capacity);
	}

	add(frame: FrameFacts, payloadBytes: number, is: { rowStart: boolean; spilled: boolean }): void {
		const at = this.length++;
		if (at === this.#meta.length) this.#grow();
		this.#meta[at] =
			(frame.sender === 'server' ? SERVER : 0) |
			(frame.rsv1 ? 64 : 0) |
			(frame.rsv2 ? 32 : 0) |
			(frame.rsv3 ? 16 : 0) |
			frame.opcode;
		this.#bytes[at] = payloadBytes;
		this.#delta[at] = at === 0 ? 0 : frame.atUs - this.#previousUs;
		this.#previousUs = frame.atUs;
		this.#flags[at] =
			(frame.fin ? FLAG.fin : 0) |
			(frame.compressed ? FLAG.compressed : 0) |
			(frame.inflateFailed ? FLAG.inflateFailed : 0) |
			(is.spilled ? FLAG.spilled : 0) |
			(is.rowStart ? FLAG.rowStart : 0) |
			this.#addMask(frame) |
			this.#addWireLengths(frame, payloadBytes);
	}

	encode(): Uint8Array {
		const n = this.length;
		const wire = [...this.#wirePayload, ...this.#wireBytes];
		const head = new Uint8Array(n * BYTES_PER_FRAME + this.#keys.length * 4 + wire.length * 8);
		head.set(this.#meta.subarray(0, n), 0);
		head.set(this.#flags.subarray(0, n), n);
		head.set(bytesOf(this.#bytes.subarray(0, n)), 2 * n);
		head.set(bytesOf(this.#delta.subarray(0, n)), 6 * n);
		head.set(bytesOf(Uint32Array.from(this.#keys)), n * BYTES_PER_FRAME);
		head.set(bytesOf(Float64Array.from(wire)), n * BYTES_PER_FRAME + this.#keys.length * 4);
		return head;
	}

	#addMask({ maskingKey }: FrameFacts): number {
		if (maskingKey === null) return 0;
		this.#keys.push(maskingKey);
		return FLAG.masked;
	}

	#addWireLengths({ wirePayloadBytes, wireBytes, maskingKey }: FrameFacts, payloadBytes: number): number {
		let flags = 0;
		if (wirePayloadBytes !== payloadBytes) {
			this.#wirePayload.push(wirePayloadBytes);
			flags |= FLAG.wirePayload;
		}
		if (wireBytes !== shortestWireBytes(wirePayloadBytes, maskingKey !== null)) {
			this.#wireBytes.push(wireBytes);
			flags |= FLAG.wireBytes;
		}
		return flags;
	}

	#grow(): void {
		const capacity = this.#meta.length * 2;
		this.#meta = grown(this.#meta, new Uint8Array(capacity));
		this.#flags = grown(this.#flags, new Uint8Array(capacity));
		this.#bytes = grown(this.#bytes, new Uint32Array(capacity));
		this.#delta = grown(this.#delta, new Int32Array(capacity));
	}
}

/** One frame as a head tells it. */
export interface FrameInHead {
	frame: FrameFacts;
	/** Of the whole payload. */
	payloadBytes: number;
	/** Of it in the chunk's body. */
	bodyBytes: number;
	spilled: boolean;
	rowStart: boolean;
}

/** Where a chunk stands in its connection. */
export interface ChunkPosition {
	firstSeq: number;
	firstUs: number;
	frames: number;
}

/** Reads the head of a chunk back. */
export function decodeFrameHead({ firstSeq, firstUs, frames: n }: ChunkPosition, head: Uint8Array): FrameInHead[] {
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const columns = sparseColumns(n, head, view);
	let atUs = firstUs;
	return Array.from({ length: n }, (_, at) => {
		const meta = head[at] as number;
		const flags = head[n + at] as number;
		const payloadBytes = view.getUint32(2 * n + 4 * at, true);
		atUs += view.getInt32(6 * n + 4 * at, true);
		const masked = (flags & FLAG.masked) !== 0;
		const maskingKey = masked ? columns.nextKey() : null;
		const wirePayloadBytes = flags & FLAG.wirePayload ? columns.nextWirePayload() : payloadBytes;
		const shortest = shortestWireBytes(wirePayloadBytes, masked);
		const spilled = (flags & FLAG.spilled) !== 0;
		return {
			frame: {
				seq: firstSeq + at,
				sender: meta & SERVER ? 'server' : 'client',
				opcode: meta & 15,
				fin: (flags & FLAG.fin) !== 0,
				rsv1: (meta & 64) !== 0,
				rsv2: (meta & 32) !== 0,
				rsv3: (meta & 16) !== 0,
				maskingKey,
				atUs,
				wirePayloadBytes,
				wireBytes: flags & FLAG.wireBytes ? columns.nextWireBytes() : shortest,
				compressed: (flags & FLAG.compressed) !== 0,
				inflateFailed: (flags & FLAG.inflateFailed) !== 0,
			},
			payloadBytes,
			bodyBytes: spilled ? SPILLED_BYTES : payloadBytes,
			spilled,
			rowStart: (flags & FLAG.rowStart) !== 0,
		};
	});
}

/** The columns that only some frames have a value in, read in order. */
function sparseColumns(n: number, head: Uint8Array, view: DataView) {
	const flags = head.subarray(n, 2 * n);
	const count = (flag: number) => flags.reduce((sum, bits) => (bits & flag ? sum + 1 : sum), 0);
	let key = n * BYTES_PER_FRAME;
	let wirePayload = key + 4 * count(FLAG.masked);
	let wireBytes = wirePayload + 8 * count(FLAG.wirePayload);
	return {
		nextKey() {
			key += 4;
			return view.getUint32(key - 4, true);
		},
		nextWirePayload() {
			wirePayload += 8;
			return view.getFloat64(wirePayload - 8, true);
		},
		nextWireBytes() {
			wireBytes += 8;
			return view.getFloat64(wireBytes - 8, true);
		},
	};
}

/** Of a little-endian machine, as all that Node runs on are but s390x. */
function bytesOf(array: Uint32Array | Int32Array | Float64Array): Uint8Array {
	return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
	to.set(from);
	return to;
}
