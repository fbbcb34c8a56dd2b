import type pg from 'pg';
import { type Codec, decompress } from '../codec.ts';
import { rows } from '../sql.ts';
import { decodeFrameHead } from './frame-head.ts';

export interface Histogram {
	/** Width of a bucket. */
	bucketUs: number;
	/** Rows in each bucket. */
	client: number[];
	server: number[];
}

interface Counted {
	connectionId: string;
	bucket: number;
	client: number;
	server: number;
}

/** A chunk that reaches over the border of a bucket. */
interface Crossing {
	connectionId: string;
	firstSeq: number;
	firstUs: number;
	frames: number;
	codec: Codec;
	head: Uint8Array;
	/** Where its connection's buckets begin and end. */
	fromUs: number;
	toUs: number;
}

/** Heads (about 4 KiB each) that are decoded for exact borders; more chunks than that are put down where they begin. */
const MAX_HEADS = 2000;

const CLIENT_ROWS =
	'f.frames - f.client_other - f.server_text - f.server_binary - f.server_ping - f.server_pong - f.server_close - f.server_other';
const SERVER_ROWS = 'f.server_text + f.server_binary + f.server_ping + f.server_pong + f.server_close';

/** What to count: SQL over `frame_chunk f` with `from_us` and `to_us` (inclusive) of each chunk's buckets. */
export interface HistogramSource {
	/** `from frame_chunk f ... where ...` */
	from: string;
	fromUs: string;
	toUs: string;
	values: unknown[];
	buckets: number;
}

/** Rows by connection, sender and bucket, from the counters of chunks and the heads of those that cross a border. */
export async function countRows(pool: pg.Pool, source: HistogramSource): Promise<Counted[]> {
	const { from, fromUs, toUs, values, buckets } = source;
	const bucket = (time: string) =>
		`least(${buckets - 1}, greatest(0, div((${time} - ${fromUs})::numeric * ${buckets}, greatest(1, ${toUs} - ${fromUs} + 1))))::int`;
	const chunks = `select f.connection_id as "connectionId", f.first_seq as "firstSeq", f.first_us as "firstUs", f.frames,
		f.codec, f.head, ${fromUs} as "fromUs", ${toUs} as "toUs"
		${from} and ${bucket('f.first_us')} <> ${bucket('f.last_us')} limit ${MAX_HEADS + 1}`;
	const crossing = await rows<Crossing>(pool, chunks, values);
	const exact = crossing.length <= MAX_HEADS;
	const inside = exact ? `and ${bucket('f.first_us')} = ${bucket('f.last_us')}` : '';
	const counted = await rows<Counted>(
		pool,
		`select f.connection_id as "connectionId", ${bucket('f.first_us')} as bucket,
			sum(${CLIENT_ROWS})::bigint as client, sum(${SERVER_ROWS})::bigint as server
		${from} ${inside} group by 1, 2`,
		values,
	);
	if (exact) for (const chunk of crossing) counted.push(...(await countHead(chunk, buckets)));
	return counted;
}

async function countHead(chunk: Crossing, buckets: number): Promise<Counted[]> {
	const { connectionId, fromUs, toUs } = chunk;
	return decodeFrameHead(chunk, await decompress(chunk.codec, chunk.head))
		.filter(({ rowStart, frame }) => rowStart && frame.atUs >= fromUs && frame.atUs <= toUs)
		.map(({ frame }) => ({
			connectionId,
			bucket: Math.min(buckets - 1, Math.floor(((frame.atUs - fromUs) * buckets) / Math.max(1, toUs - fromUs + 1))),
			client: frame.sender === 'client' ? 1 : 0,
			server: frame.sender === 'server' ? 1 : 0,
		}));
}
