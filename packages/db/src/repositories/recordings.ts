import type { Recording } from '@refrain/traffic';
import type pg from 'pg';
import { found } from '../db-error.ts';
import type { PrismaClient } from '../generated/client.ts';
import { checkedId, isUuid, newId, nowUs } from '../ids.ts';
import { removeUnlessUsed, rows } from '../sql.ts';

/** What a recording is for: a capture or an import, which people browse, or what a replay observed. */
export type RecordingPurpose = 'capture' | 'import' | 'replay';

export interface RecordingRow extends Recording {
	purpose: RecordingPurpose;
	connections: number;
	frames: number;
	/** Of payload, both senders. */
	bytes: number;
	/** True until {@link Recordings.end}. */
	live: boolean;
}

/** The totals join every connection of a recording: recordings are few, and the stat rows narrow. */
const SELECT = `
	select r.id, r.name, r.source, r.purpose, r.started_us as "startedAtUs", r.ended_us as "endedAtUs",
		r.ended_us is null as live, count(c.id)::int as connections, coalesce(sum(s.frames), 0)::bigint as frames,
		coalesce(sum(s.client_bytes + s.server_bytes), 0)::bigint as bytes
	from recording r
	left join connection c on c.recording_id = r.id
	left join connection_stat s on s.connection_id = c.id`;

export class Recordings {
	readonly #pool: pg.Pool;
	readonly #prisma: PrismaClient;

	constructor(pool: pg.Pool, prisma: PrismaClient) {
		this.#pool = pool;
		this.#prisma = prisma;
	}

	async create(recording: { name: string; source: string; purpose?: RecordingPurpose }): Promise<Recording> {
		const { name, source, purpose = 'capture' } = recording;
		const id = newId();
		const startedAtUs = nowUs();
		await this.#prisma.recording.create({ data: { id, name, source, purpose, startedUs: startedAtUs } });
		return { id, name, source, startedAtUs, endedAtUs: null };
	}

	/** Marks its end; a second time changes nothing. */
	async end(id: string): Promise<void> {
		await this.#prisma.recording.updateMany({ where: { id, endedUs: null }, data: { endedUs: nowUs() } });
	}

	/** Opens it again, when a worker goes on with a capture that another one had begun. */
	async reopen(id: string): Promise<void> {
		await this.#prisma.recording.updateMany({ where: { id }, data: { endedUs: null } });
	}

	async get(id: string): Promise<RecordingRow> {
		const list = isUuid(id)
			? await rows<RecordingRow>(this.#pool, `${SELECT} where r.id = $1 group by r.id`, [id])
			: [];
		return found(list[0], 'recording', id);
	}

	/** Captures and imports, newest first; what replays observed only when asked for. */
	async list({
		purposes = ['capture', 'import'],
	}: {
		purposes?: readonly RecordingPurpose[];
	} = {}): Promise<RecordingRow[]> {
		const text = `${SELECT} where r.purpose = any($1) group by r.id order by r.started_us desc, r.id desc`;
		return rows<RecordingRow>(this.#pool, text, [purposes]);
	}

	async rename(id: string, name: string): Promise<void> {
		const { count } = await this.#prisma.recording.updateMany({
			where: { id: checkedId(id, 'recording') },
			data: { name },
		});
		if (count === 0) found(null, 'recording', id);
	}

	/** With everything in it. Refused while snapshots refer to it. */
	async remove(id: string): Promise<void> {
		await removeUnlessUsed(
			() => this.#pool.query('delete from recording where id = $1', [checkedId(id, 'recording')]),
			'Snapshots refer to this recording. Delete them first.',
		);
	}
}
