import { type Codec, decompress } from '../codec.ts';
import { DbError, found } from '../db-error.ts';
import { type ChunkPosition, decodeFrameHead } from '../frames/frame-head.ts';
import { isUuid } from '../ids.ts';
import { type Queryable, rows } from '../sql.ts';

/** Which part of a connection to take; all of it when nothing is said. Both ends are included. */
export interface RangeRequest {
	connectionId: string;
	fromSeq?: number;
	toSeq?: number;
}

/** A part of a connection as it stands in a snapshot. */
export interface SnapshotRange {
	connectionId: string;
	fromSeq: number;
	/** Below `fromSeq` when there is no frame. */
	toSeq: number;
	/** HTTP exchanges, the first ones. */
	httpCount: number;
	/** Where the selection ends before the connection does. */
	cutAtUs: number | null;
}

/** With what the snapshot's row says of it. */
export interface ResolvedRange extends SnapshotRange {
	recordingId: string;
	frames: number;
	messages: number;
	bytes: number;
	openedUs: number;
	endUs: number;
	protocol: string;
}

interface Facts {
	recordingId: string;
	openedUs: number;
	closedUs: number | null;
	protocol: string;
	/** Of the last frame; -1 when there is none. */
	lastSeq: number;
	lastUs: number | null;
	frames: number;
	messages: number;
	bytes: number;
	httpCount: number;
}

/** What the ranges hold now. */
export async function resolveRanges(db: Queryable, requests: readonly RangeRequest[]): Promise<ResolvedRange[]> {
	const ranges: ResolvedRange[] = [];
	for (const request of requests) ranges.push(await resolveRange(db, request));
	return ranges;
}

async function resolveRange(db: Queryable, { connectionId, fromSeq, toSeq }: RangeRequest): Promise<ResolvedRange> {
	const facts = await readFacts(db, connectionId);
	const first = Math.max(0, fromSeq ?? 0);
	const last = Math.min(facts.lastSeq, toSeq ?? facts.lastSeq);
	if (fromSeq !== undefined && toSeq !== undefined && fromSeq > toSeq)
		throw new DbError('invalid', `A range cannot go from frame ${fromSeq} to frame ${toSeq}: swap them.`, {
			connectionId,
		});
	const isWhole = first === 0 && last === facts.lastSeq;
	const part = isWhole ? facts : await countPart(db, connectionId, { first, last });
	const endCut = last < facts.lastSeq || facts.closedUs === null;
	const endUs = part.lastUs ?? facts.closedUs ?? facts.openedUs;
	return {
		connectionId,
		fromSeq: first,
		toSeq: last,
		httpCount: facts.httpCount,
		cutAtUs: endCut ? endUs : null,
		recordingId: facts.recordingId,
		frames: part.frames,
		messages: part.messages,
		bytes: part.bytes,
		openedUs: facts.openedUs,
		endUs,
		protocol: facts.protocol,
	};
}

async function readFacts(db: Queryable, connectionId: string): Promise<Facts> {
	if (!isUuid(connectionId)) found(null, 'connection', connectionId);
	const [facts] = await rows<Facts>(
		db,
		`select c.recording_id as "recordingId", c.opened_us as "openedUs", c.closed_us as "closedUs",
			case when c.kind = 'http' then 'http' else coalesce(c.subprotocol, 'websocket') end as protocol,
			coalesce((select max(first_seq + frames) - 1 from frame_chunk where connection_id = c.id
				and first_seq = (select max(first_seq) from frame_chunk where connection_id = c.id)), -1) as "lastSeq",
			s.last_us as "lastUs", coalesce(s.frames, 0) as frames, coalesce(s.client_rows + s.server_rows, 0) as messages,
			coalesce(s.client_bytes + s.server_bytes, 0) as bytes,
			(select count(*)::int from http_exchange where connection_id = c.id) as "httpCount"
		from connection c left join connection_stat s on s.connection_id = c.id where c.id = $1`,
		[connectionId],
	);
	return found(facts, 'connection', connectionId);
}

interface ChunkFacts extends ChunkPosition {
	codec: Codec;
	head: Uint8Array;
}

/** From the counters of the chunks inside, and the heads of the first and the last chunk. */
async function countPart(
	db: Queryable,
	connectionId: string,
	{ first, last }: { first: number; last: number },
): Promise<Pick<Facts, 'frames' | 'messages' | 'bytes' | 'lastUs'>> {
	const part = { frames: 0, messages: 0, bytes: 0, lastUs: null as number | null };
	const inside = 'first_seq >= $2 and first_seq + frames - 1 <= $3';
	const values = [connectionId, first, last];
	const [whole] = await rows<typeof part>(
		db,
		`select coalesce(sum(frames), 0)::bigint as frames, max(last_us) as "lastUs",
			coalesce(sum(frames - client_other - server_other), 0)::bigint as messages,
			coalesce(sum(client_bytes + server_bytes), 0)::bigint as bytes
		from frame_chunk where connection_id = $1 and ${inside}`,
		values,
	);
	if (whole) Object.assign(part, whole);
	const borders = await rows<ChunkFacts>(
		db,
		`select first_seq as "firstSeq", frames, first_us as "firstUs", codec, head from frame_chunk
		where connection_id = $1 and first_seq <= $3 and first_seq + frames > $2 and not (${inside})`,
		values,
	);
	for (const chunk of borders) {
		for (const { frame, payloadBytes, rowStart } of decodeFrameHead(chunk, await decompress(chunk.codec, chunk.head))) {
			if (frame.seq < first || frame.seq > last) continue;
			part.frames++;
			part.messages += rowStart ? 1 : 0;
			part.bytes += payloadBytes;
			part.lastUs = Math.max(part.lastUs ?? 0, frame.atUs);
		}
	}
	return part;
}
