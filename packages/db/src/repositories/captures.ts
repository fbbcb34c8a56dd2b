import type pg from 'pg';
import { found } from '../db-error.ts';
import { isUuid, newId, nowUs } from '../ids.ts';
import { type Queryable, rows, transaction } from '../sql.ts';
import { cancelJob, enqueueJob } from './jobs.ts';
import type { JsonObject } from './json-object.ts';
import { assignments } from './set-state.ts';

export type CaptureState = 'queued' | 'running' | 'stopping' | 'stopped' | 'failed';

export interface CaptureRow {
	id: string;
	name: string;
	/** 'ws://127.0.0.1:9000' */
	target: string;
	listenHost: string;
	/** Where it listens; while it does not: what was asked for, 0 for any. */
	port: number;
	/** 0 for any. */
	requestedPort: number;
	recordingId: string;
	jobId: string | null;
	state: CaptureState;
	/** Why it failed, one sentence. */
	error: string | null;
	/** Why it was started again. */
	note: string | null;
	stats: JsonObject | null;
	createdAtUs: number;
	endedAtUs: number | null;
}

const SELECT = `select id, name, target, listen_host as "listenHost", coalesce(bound_port, port) as port,
	port as "requestedPort",
	recording_id as "recordingId", job_id as "jobId", state, error, note, stats, created_us as "createdAtUs",
	ended_us as "endedAtUs" from capture`;

const COLUMNS = { state: 'state', port: 'bound_port', error: 'error', stats: 'stats' } as const;

export class Captures {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** A capture with its recording, and the job that runs it. */
	create(capture: {
		target: string;
		listenHost: string;
		port: number;
		name: string;
	}): Promise<{ id: string; recordingId: string; jobId: string }> {
		const { target, listenHost, port, name } = capture;
		return transaction(this.#pool, async (client) => {
			const id = newId();
			const recordingId = newId();
			const now = nowUs();
			await client.query(
				`insert into recording (id, name, source, purpose, started_us) values ($1, $2, $3, 'capture', $4)`,
				[recordingId, name, `record ${target}`, now],
			);
			const jobId = await enqueueJob(client, 'capture', { captureId: id });
			await client.query(
				`insert into capture (id, name, target, listen_host, port, recording_id, job_id, created_us)
				values ($1, $2, $3, $4, $5, $6, $7, $8)`,
				[id, name, target, listenHost, port, recordingId, jobId, now],
			);
			return { id, recordingId, jobId };
		});
	}

	async get(id: string): Promise<CaptureRow> {
		const list = isUuid(id) ? await rows<CaptureRow>(this.#pool, `${SELECT} where id = $1`, [id]) : [];
		return found(list[0], 'capture', id);
	}

	/** Newest first. */
	list(): Promise<CaptureRow[]> {
		return rows<CaptureRow>(this.#pool, `${SELECT} order by created_us desc, id desc`);
	}

	/** What is left out stays. 'stopped' and 'failed' end it. */
	async setState(
		id: string,
		change: { state?: CaptureState; port?: number | null; error?: string | null; stats?: JsonObject },
	): Promise<void> {
		const { sql, values } = assignments(COLUMNS, change);
		const ends = change.state === 'stopped' || change.state === 'failed';
		await this.#pool.query(
			`update capture set ${sql}, ended_us = case when $2 then coalesce(ended_us, $3) else ended_us end where id = $1`,
			[id, ends, nowUs(), ...values],
		);
		await notifyCapture(this.#pool, id);
	}

	/** Asks it to stop; one that no worker has taken yet is stopped here and now. */
	async stop(id: string): Promise<void> {
		const { jobId, recordingId } = await this.get(id);
		await transaction(this.#pool, async (client) => {
			const job = await cancelJob(client, jobId);
			const state = job === 'running' ? 'stopping' : 'stopped';
			await client.query(
				`update capture set state = $2, ended_us = case when $2 = 'stopped' then $3::bigint end
				where id = $1 and state in ('queued', 'running')`,
				[id, state, nowUs()],
			);
			if (state === 'stopped')
				await client.query('update recording set ended_us = coalesce(ended_us, $2) where id = $1', [
					recordingId,
					nowUs(),
				]);
			await notifyCapture(client, id);
		});
	}
}

async function notifyCapture(db: Queryable, id: string): Promise<void> {
	await db.query(`select pg_notify('capture', $1)`, [id]);
}
