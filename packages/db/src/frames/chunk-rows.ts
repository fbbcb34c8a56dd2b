import { COUNTERS, type FrameChunk } from './chunk-builder.ts';
import { type CopyValue, encodeCopyRow } from './copy.ts';

const SENDERS = ['client', 'server'] as const;

/** The counters' columns, in the order of `FrameChunk.counts`. */
const COUNTER_COLUMNS: readonly string[] = SENDERS.flatMap((sender) =>
	COUNTERS.map((counter) => `${sender}_${counter}`),
);

const INTEGERS = [
	['first_seq', 'int8', 'firstSeq'],
	['first_row', 'int8', 'firstRow'],
	['frames', 'int4', 'frames'],
	['first_us', 'int8', 'firstUs'],
	['last_us', 'int8', 'lastUs'],
	['client_bytes', 'int8', 'clientBytes'],
	['server_bytes', 'int8', 'serverBytes'],
	['wire_bytes', 'int8', 'wireBytes'],
	['min_bytes', 'int4', 'minBytes'],
	['max_bytes', 'int4', 'maxBytes'],
] as const satisfies readonly (readonly [string, 'int4' | 'int8', keyof FrameChunk])[];

export const CHUNK_TABLE = {
	table: 'frame_chunk',
	columns: ['connection_id', ...INTEGERS.map(([column]) => column), ...COUNTER_COLUMNS, 'codec', 'head', 'body'],
} as const;

export const BLOB_TABLE = {
	table: 'frame_blob',
	columns: ['connection_id', 'seq', 'part', 'codec', 'data'],
} as const;

export function encodeChunkRow(connectionId: string, chunk: FrameChunk): Uint8Array[] {
	return encodeCopyRow([
		{ type: 'uuid', value: connectionId },
		...INTEGERS.map(([, type, field]): CopyValue => ({ type, value: chunk[field] })),
		...chunk.counts.map((value): CopyValue => ({ type: 'int4', value })),
		{ type: 'int2', value: chunk.codec },
		{ type: 'bytea', value: chunk.head },
		{ type: 'bytea', value: chunk.body },
	]);
}

/** One part of a payload that is too long for a chunk. */
export interface BlobPart {
	connectionId: string;
	seq: number;
	part: number;
	codec: number;
	data: Uint8Array;
}

export function encodeBlobRow({ connectionId, seq, part, codec, data }: BlobPart): Uint8Array[] {
	return encodeCopyRow([
		{ type: 'uuid', value: connectionId },
		{ type: 'int8', value: seq },
		{ type: 'int4', value: part },
		{ type: 'int2', value: codec },
		{ type: 'bytea', value: data },
	]);
}
