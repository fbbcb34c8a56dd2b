import type { Result } from '@refrain/assertions';
import type { CloseInfo, Frame, RecordedConnection, RecordingSink, Snapshot } from '@refrain/traffic';
import type pg from 'pg';
import { DbError, found } from '../db-error.ts';
import type { Frames } from '../frames/frames.ts';
import { checkedId, isUuid, newId, nowUs } from '../ids.ts';
import { type Queryable, removeUnlessUsed, rows, transaction } from '../sql.ts';
import type { ConnectionRow, Connections } from './connections.ts';
import type { Recordings } from './recordings.ts';
import { type RangeRequest, type ResolvedRange, resolveRanges, type SnapshotRange } from './snapshot-ranges.ts';

export interface SnapshotRow {
	id: string;
	name: string;
	createdAtUs: number;
	connections: number;
	frames: number;
	messages: number;
	/** Of payload. */
	bytes: number;
	/** From the first opening to the last frame. */
	durationUs: number;
	/** Subprotocols; 'websocket' where none was agreed on, 'http' for HTTP connections. */
	protocols: string[];
	/** null when it was made from several recordings, or its recording is gone. */
	recordingId: string | null;
	lastReplay: { number: number; result: Result; passing: number; asserted: number } | null;
	/** passing / asserted of up to ten judged replays, oldest first; 1 where nothing was asserted. */
	accuracy: number[];
}

type Row = Omit<SnapshotRow, 'lastReplay' | 'accuracy'> & {
	replays: NonNullable<SnapshotRow['lastReplay']>[];
};

const SPARKLINE = 10;

/** The newest evaluation of each of the last replays, newest first: by the index on (snapshot_id, number). */
const SELECT = `select s.id, s.name, s.created_us as "createdAtUs", s.connections, s.frames, s.messages, s.bytes,
	s.duration_us as "durationUs", s.protocols, s.recording_id as "recordingId",
	array(
		select json_build_object('number', r.number, 'result', e.result, 'passing', e.passing, 'asserted', e.asserted)
		from replay r cross join lateral (
			select result, passing, asserted from evaluation where replay_id = r.id order by n desc limit 1) e
		where r.snapshot_id = s.id order by r.number desc limit ${SPARKLINE}) as replays
	from snapshot s`;

export class Snapshots {
	readonly #pool: pg.Pool;
	readonly #recordings: Recordings;
	readonly #connections: Connections;
	readonly #frames: Frames;
	readonly #writer: (recordingId: string) => RecordingSink & AsyncDisposable;

	constructor(
		pool: pg.Pool,
		of: {
			recordings: Recordings;
			connections: Connections;
			frames: Frames;
			writer: (recordingId: string) => RecordingSink & AsyncDisposable;
		},
	) {
		this.#pool = pool;
		this.#recordings = of.recordings;
		this.#connections = of.connections;
		this.#frames = of.frames;
		this.#writer = of.writer;
	}

	/**
	 * A snapshot of these connections, in this order, or of a part of each (both ends included). What is stored now is
	 * what it holds, whatever is captured later.
	 */
	async create({ name, connections }: { name: string; connections: readonly RangeRequest[] }): Promise<{ id: string }> {
		if (connections.length === 0)
			throw new DbError('invalid', 'A snapshot needs at least one connection: select some.');
		const id = newId();
		await transaction(this.#pool, async (client) => {
			const ranges = await resolveRanges(client, connections);
			await insertSnapshot(client, { id, name }, ranges);
		});
		return { id };
	}

	/**
	 * Stores a snapshot that came from elsewhere, as a recording of its own and a snapshot of all of it. Its connections
	 * get new ids, so that the same file can come twice.
	 */
	async createFrom(snapshot: Snapshot, { source }: { source: string }): Promise<{ id: string; recordingId: string }> {
		const { name } = snapshot;
		const { id: recordingId } = await this.#recordings.create({ name, source, purpose: 'import' });
		const ids = snapshot.connections.map(() => newId());
		await using sink = this.#writer(recordingId);
		for (const [index, connection] of snapshot.connections.entries())
			await writeConnection(sink, connection, ids[index] as string);
		if (sink.droppedFrames > 0)
			throw new DbError('invalid', `"${name}" could not be stored: ${sink.droppedFrames} frames were refused.`);
		await this.#recordings.end(recordingId);
		const { id } = await this.create({ name, connections: ids.map((connectionId) => ({ connectionId })) });
		return { id, recordingId };
	}

	async get(id: string): Promise<SnapshotRow> {
		const list = isUuid(id) ? await rows<Row>(this.#pool, `${SELECT} where s.id = $1`, [id]) : [];
		return toSnapshot(found(list[0], 'snapshot', id));
	}

	/** Newest first. */
	async list(): Promise<SnapshotRow[]> {
		return (await rows<Row>(this.#pool, `${SELECT} order by s.created_us desc, s.id desc`)).map(toSnapshot);
	}

	/** Which connections it holds, and which part of each, in its order. */
	async ranges(id: string): Promise<SnapshotRange[]> {
		if (!isUuid(id)) found(null, 'snapshot', id);
		return rows<SnapshotRange>(
			this.#pool,
			`select connection_id as "connectionId", from_seq as "fromSeq", to_seq as "toSeq", http_count as "httpCount",
				cut_us as "cutAtUs" from snapshot_range where snapshot_id = $1 order by position`,
			[id],
		);
	}

	/** All of it, in memory. */
	async load(id: string): Promise<Snapshot> {
		const { name, createdAtUs } = await this.get(id);
		const ranges = await this.ranges(id);
		const facts = await this.#connections.getMany(ranges.map(({ connectionId }) => connectionId));
		const connections: RecordedConnection[] = [];
		for (const range of ranges) {
			const row = facts.find((connection) => connection.id === range.connectionId);
			connections.push(await this.#load(found(row, 'connection', range.connectionId), range));
		}
		return { id, name, createdAtUs, connections };
	}

	async rename(id: string, name: string): Promise<void> {
		const { rowCount } = isUuid(id)
			? await this.#pool.query('update snapshot set name = $2 where id = $1', [id, name])
			: { rowCount: 0 };
		if (rowCount === 0) found(null, 'snapshot', id);
	}

	/** The captured traffic stays. Refused while replays or mocks refer to it. */
	async remove(id: string): Promise<void> {
		await removeUnlessUsed(
			() => this.#pool.query('delete from snapshot where id = $1', [checkedId(id, 'snapshot')]),
			'Replays or mocks refer to this snapshot. Delete them first.',
		);
	}

	async #load(row: ConnectionRow, range: SnapshotRange): Promise<RecordedConnection> {
		const frames: Frame[] = [];
		for await (const frame of this.#frames.load(row.id, range)) frames.push(frame);
		const { sessionId: _, stat: __, endedBecause: ___, ...connection } = row;
		const http = await this.#connections.httpExchanges(row.id, range.httpCount);
		if (range.cutAtUs === null) return { connection, frames, http };
		// The same words as traffic's selectSnapshot: where the end is cut off, the connection stayed open.
		const close: CloseInfo = { code: null, reason: '', by: 'none', frame: false, tcp: 'open' };
		const cutAtUs = range.cutAtUs;
		const violations = connection.violations.filter(({ atUs }) => atUs <= cutAtUs);
		return { connection: { ...connection, closedAtUs: null, close, violations }, frames, http };
	}
}

/** So much may wait in the writer, well below its limit. */
const UNFLUSHED_BYTES = 16 * 1024 * 1024;

async function writeConnection(
	sink: RecordingSink,
	{ connection, frames, http }: RecordedConnection,
	id: string,
): Promise<void> {
	sink.open({ ...connection, id });
	if (connection.handshake !== null) sink.handshake(id, connection.handshake);
	for (const exchange of http) sink.http(id, exchange);
	for (const violation of connection.violations) sink.violation(id, violation);
	let bytes = 0;
	for (const frame of frames) {
		sink.frame(id, frame);
		bytes += frame.payload.byteLength;
		if (bytes < UNFLUSHED_BYTES) continue;
		await sink.flush();
		bytes = 0;
	}
	if (connection.close !== null) sink.close(id, connection.close, connection.closedAtUs ?? lastUs(connection, frames));
	await sink.flush();
}

function lastUs({ openedAtUs }: RecordedConnection['connection'], frames: readonly Frame[]): number {
	return frames.at(-1)?.atUs ?? openedAtUs;
}

async function insertSnapshot(
	client: pg.PoolClient,
	{ id, name }: { id: string; name: string },
	ranges: readonly ResolvedRange[],
): Promise<void> {
	const sum = (field: 'frames' | 'messages' | 'bytes') => ranges.reduce((total, range) => total + range[field], 0);
	const recordings = new Set(ranges.map(({ recordingId }) => recordingId));
	const durationUs =
		Math.max(...ranges.map(({ endUs }) => endUs)) - Math.min(...ranges.map(({ openedUs }) => openedUs));
	await client.query(
		`insert into snapshot
			(id, name, created_us, recording_id, connections, frames, messages, bytes, duration_us, protocols)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		[
			id,
			name,
			nowUs(),
			recordings.size === 1 ? [...recordings][0] : null,
			ranges.length,
			sum('frames'),
			sum('messages'),
			sum('bytes'),
			Math.max(0, durationUs),
			[...new Set(ranges.map(({ protocol }) => protocol))],
		],
	);
	await insertRanges(client, id, ranges);
}

async function insertRanges(db: Queryable, id: string, ranges: readonly SnapshotRange[]): Promise<void> {
	await db.query(
		`insert into snapshot_range (snapshot_id, position, connection_id, from_seq, to_seq, http_count, cut_us)
		select $1, r.position - 1, r.connection_id, r.from_seq, r.to_seq, r.http_count, r.cut_us
		from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::int[], $6::bigint[])
			with ordinality as r(connection_id, from_seq, to_seq, http_count, cut_us, position)`,
		[
			id,
			ranges.map(({ connectionId }) => connectionId),
			ranges.map(({ fromSeq }) => fromSeq),
			ranges.map(({ toSeq }) => toSeq),
			ranges.map(({ httpCount }) => httpCount),
			ranges.map(({ cutAtUs }) => cutAtUs),
		],
	);
}

function toSnapshot({ replays, ...row }: Row): SnapshotRow {
	const accuracy = replays.map(({ passing, asserted }) => (asserted === 0 ? 1 : passing / asserted)).reverse();
	return { ...row, lastReplay: replays[0] ?? null, accuracy };
}
