import type pg from 'pg';
import { found } from '../db-error.ts';
import { isUuid, newId, nowUs } from '../ids.ts';
import { type Queryable, rows, transaction } from '../sql.ts';
import { cancelJob, enqueueJob } from './jobs.ts';
import type { JsonObject } from './json-object.ts';
import { assignments } from './set-state.ts';

export type MockState = 'queued' | 'running' | 'stopping' | 'stopped' | 'failed';

export interface MockRow {
	id: string;
	snapshotId: string;
	snapshotName: string;
	host: string;
	port: number;
	options: JsonObject;
	jobId: string | null;
	state: MockState;
	/** 'ws://127.0.0.1:8090', null while it does not listen. */
	address: string | null;
	error: string | null;
	note: string | null;
	stats: JsonObject | null;
	createdAtUs: number;
	endedAtUs: number | null;
}

/** A line of the console: at least these; the rest is the mock's. */
export interface MockEntry {
	/** From 1, over all runs of the mock; given when it is stored. */
	n: number;
	atUs: number;
	/** 'hit', 'miss', 'push', ... */
	result: string;
}

/** Which lines to show. */
export type MockEntryFilter = 'all' | 'miss' | 'hit' | 'push';

/** Stopped mocks keep this many lines. */
const MAX_ENTRIES = 10_000;

const SHOW: Record<MockEntryFilter, readonly string[] | null> = {
	all: null,
	miss: ['miss'],
	hit: ['hit', 'reply'],
	push: ['push'],
};

const SELECT = `select m.id, m.snapshot_id as "snapshotId", s.name as "snapshotName", m.host, m.port, m.options,
	m.job_id as "jobId", m.state, m.address, m.error, m.note, m.stats, m.created_us as "createdAtUs",
	m.ended_us as "endedAtUs" from mock m join snapshot s on s.id = m.snapshot_id`;

const COLUMNS = { state: 'state', address: 'address', error: 'error', stats: 'stats' } as const;

export class Mocks {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** A mock, and the job that runs it. */
	create(mock: {
		snapshotId: string;
		host: string;
		port: number;
		options: JsonObject;
	}): Promise<{ id: string; jobId: string }> {
		const { snapshotId, host, port, options } = mock;
		return transaction(this.#pool, async (client) => {
			const id = newId();
			const snapshots = isUuid(snapshotId)
				? await rows(client, 'select 1 from snapshot where id = $1', [snapshotId])
				: [];
			found(snapshots[0], 'snapshot', snapshotId);
			const jobId = await enqueueJob(client, 'mock', { mockId: id });
			await client.query(
				`insert into mock (id, snapshot_id, host, port, options, job_id, created_us) values ($1, $2, $3, $4, $5, $6, $7)`,
				[id, snapshotId, host, port, JSON.stringify(options), jobId, nowUs()],
			);
			return { id, jobId };
		});
	}

	async get(id: string): Promise<MockRow> {
		const list = isUuid(id) ? await rows<MockRow>(this.#pool, `${SELECT} where m.id = $1`, [id]) : [];
		return found(list[0], 'mock', id);
	}

	/** Newest first; of one snapshot when given. */
	list({ snapshotId }: { snapshotId?: string } = {}): Promise<MockRow[]> {
		const where = snapshotId === undefined ? '' : 'where m.snapshot_id = $1';
		const values = snapshotId === undefined ? [] : [snapshotId];
		return rows<MockRow>(this.#pool, `${SELECT} ${where} order by m.created_us desc, m.id desc`, values);
	}

	/** What is left out stays. 'stopped' and 'failed' end it. */
	async setState(
		id: string,
		change: { state?: MockState; address?: string | null; error?: string | null; stats?: JsonObject },
	): Promise<void> {
		const { sql, values } = assignments(COLUMNS, change);
		const ends = change.state === 'stopped' || change.state === 'failed';
		await this.#pool.query(
			`update mock set ${sql}, ended_us = case when $2 then coalesce(ended_us, $3) else ended_us end where id = $1`,
			[id, ends, nowUs(), ...values],
		);
		await notifyMock(this.#pool, id);
	}

	/** Asks it to stop; one that no worker has taken yet is stopped here and now. */
	async stop(id: string): Promise<void> {
		const { jobId } = await this.get(id);
		await transaction(this.#pool, async (client) => {
			const state = (await cancelJob(client, jobId)) === 'running' ? 'stopping' : 'stopped';
			await client.query(
				`update mock set state = $2, ended_us = case when $2 = 'stopped' then $3::bigint end
				where id = $1 and state in ('queued', 'running')`,
				[id, state, nowUs()],
			);
			await notifyMock(client, id);
		});
	}

	/** Appends lines to the console, in their order; the oldest beyond {@link MAX_ENTRIES} go. */
	async log(id: string, entries: readonly MockEntry[]): Promise<void> {
		if (entries.length === 0) return;
		await transaction(this.#pool, async (client) => {
			const [last] = await rows<{ n: number }>(
				client,
				'select coalesce(max(n), 0)::bigint as n from mock_entry where mock_id = $1',
				[id],
			);
			const first = (last?.n ?? 0) + 1;
			const numbered = entries.map((entry, index) => ({ ...entry, n: first + index }));
			await client.query(
				`insert into mock_entry (mock_id, n, at_us, kind, entry)
				select $1, e.n, e.at_us, e.kind, e.entry::json
				from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) as e(n, at_us, kind, entry)`,
				[
					id,
					numbered.map(({ n }) => n),
					numbered.map(({ atUs }) => atUs),
					numbered.map(({ result }) => result),
					numbered.map((entry) => JSON.stringify(entry)),
				],
			);
			await client.query('delete from mock_entry where mock_id = $1 and n <= $2', [
				id,
				first + entries.length - 1 - MAX_ENTRIES,
			]);
			await notifyMock(client, id);
		});
	}

	/**
	 * Lines of the console in their order: `count` from the `from`-th on (from 0); a negative `from` counts from the end.
	 * `total` is the number of lines that the filter lets through.
	 */
	async entries<Entry extends MockEntry = MockEntry>(
		id: string,
		{ show = 'all', from = 0, count = 200 }: { show?: MockEntryFilter; from?: number; count?: number } = {},
	): Promise<{ total: number; entries: Entry[] }> {
		const where = 'mock_id = $1 and ($2::text[] is null or kind = any($2))';
		const [counted] = await rows<{ total: number }>(
			this.#pool,
			`select count(*)::bigint as total from mock_entry where ${where}`,
			[id, SHOW[show]],
		);
		const total = counted?.total ?? 0;
		const list = await rows<{ entry: Entry }>(
			this.#pool,
			`select entry from mock_entry where ${where} order by n offset $3 limit $4`,
			[id, SHOW[show], from < 0 ? Math.max(0, total + from) : from, count],
		);
		return { total, entries: list.map(({ entry }) => entry) };
	}
}

async function notifyMock(db: Queryable, id: string): Promise<void> {
	await db.query(`select pg_notify('mock', $1)`, [id]);
}
