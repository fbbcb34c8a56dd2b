import { DbError, found } from '../db-error.ts';
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

/** Exact to a chunk at both ends: counting every head for a number in a list is not worth it. */
async function countPart(
	db: Queryable,
	connectionId: string,
	{ first, last }: { first: number; last: number },
): Promise<Pick<Facts, 'frames' | 'messages' | 'bytes' | 'lastUs'>> {
	const [part] = await rows<{ frames: number; rows: number; bytes: number; all: number; lastUs: number | null }>(
		db,
		`select coalesce(sum(frames - client_other - server_other), 0)::bigint as rows, coalesce(sum(frames), 0)::bigint as all,
			coalesce(sum(client_bytes + server_bytes), 0)::bigint as bytes, max(last_us) as "lastUs"
		from frame_chunk where connection_id = $1 and first_seq <= $3 and first_seq + frames > $2`,
		[connectionId, first, last],
	);
	const frames = Math.max(0, last - first + 1);
	const share = part === undefined || part.all === 0 ? 0 : Math.min(1, frames / part.all);
	return {
		frames,
		messages: Math.round((part?.rows ?? 0) * share),
		bytes: Math.round((part?.bytes ?? 0) * share),
		lastUs: part?.lastUs ?? null,
	};
}
