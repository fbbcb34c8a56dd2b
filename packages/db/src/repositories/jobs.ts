import type pg from 'pg';
import { DbError, found } from '../db-error.ts';
import { isUuid, newId, nowUs } from '../ids.ts';
import { type Queryable, rows, transaction } from '../sql.ts';
import { type ReapedJob, reapDead } from './dead-jobs.ts';
import type { JobKind, JobPayloads } from './job-kind.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

interface JobFacts {
	id: string;
	state: JobState;
	/** Somebody asked it to stop. */
	cancel: boolean;
	/** What the worker last told; its shape belongs to the kind. */
	progress: unknown;
	result: unknown;
	/** One sentence for a person. */
	error: string | null;
	/** Why it was started again. */
	note: string | null;
	attempts: number;
	workerId: string | null;
	createdAtUs: number;
	startedAtUs: number | null;
	endedAtUs: number | null;
}

export type JobRow = { [Kind in JobKind]: JobFacts & { kind: Kind; payload: JobPayloads[Kind] } }[JobKind];

const COLUMNS = `id, kind, payload, state, cancel, progress, result, error, note, attempts, worker_id as "workerId",
	created_us as "createdAtUs", started_us as "startedAtUs", ended_us as "endedAtUs"`;

/** A worker tells every few seconds that it lives; without that for this long it is dead. */
export const HEARTBEAT_TIMEOUT_S = 15;

export class Jobs {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	enqueue<Kind extends JobKind>(kind: Kind, payload: JobPayloads[Kind]): Promise<string> {
		return enqueueJob(this.#pool, kind, payload);
	}

	/** Takes the oldest queued job of these kinds, null when there is none. No job is given to two workers. */
	async claim(workerId: string, kinds: readonly JobKind[]): Promise<JobRow | null> {
		const [job] = await rows<JobRow>(
			this.#pool,
			`update job set state = 'running', worker_id = $1, heartbeat_at = now(), attempts = attempts + 1,
				started_us = coalesce(started_us, $3)
			where id = (
				select id from job where state = 'queued' and kind = any($2)
				order by created_us, id limit 1 for update skip locked)
			returning ${COLUMNS}`,
			[workerId, kinds, nowUs()],
		);
		if (job) await notifyJob(this.#pool, job.id);
		return job ?? null;
	}

	/**
	 * Says that the worker lives, and how far it is.
	 * @returns `cancel`: somebody asked it to stop; `lost`: the job is not this worker's any more, it must stop at once
	 */
	async heartbeat(id: string, workerId: string, progress?: unknown): Promise<{ cancel: boolean; lost: boolean }> {
		const [job] = await rows<{ cancel: boolean }>(
			this.#pool,
			`update job set heartbeat_at = now(), progress = coalesce($3, progress)
			where id = $1 and worker_id = $2 and state = 'running' returning cancel`,
			[id, workerId, progress === undefined ? null : JSON.stringify(progress)],
		);
		if (job && progress !== undefined) await notifyJob(this.#pool, id);
		return job ? { cancel: job.cancel, lost: false } : { cancel: false, lost: true };
	}

	/** Done; or cancelled, when it was asked to stop. */
	finish(id: string, workerId: string, result: unknown = null): Promise<boolean> {
		return this.#end(`case when cancel then 'cancelled' else 'done' end`, [id, workerId, null, JSON.stringify(result)]);
	}

	fail(id: string, workerId: string, error: string): Promise<boolean> {
		return this.#end(`'failed'`, [id, workerId, error, null]);
	}

	/** Back to the queue, because the worker stops; `note` says so. A job that was asked to stop is cancelled instead. */
	async requeue(id: string, workerId: string, note: string): Promise<boolean> {
		const { rowCount } = await this.#pool.query(
			`update job set state = case when cancel then 'cancelled' else 'queued' end, worker_id = null,
				heartbeat_at = null, note = $3
			where id = $1 and worker_id = $2 and state = 'running'`,
			[id, workerId, note],
		);
		await notifyJob(this.#pool, id);
		return rowCount === 1;
	}

	/**
	 * Asks a running job to stop; a queued one is cancelled here and now.
	 * @returns its state then: 'running' until the worker has stopped it
	 */
	cancel(id: string): Promise<JobState> {
		return transaction(this.#pool, (client) => cancelJob(client, id));
	}

	async get(id: string): Promise<JobRow> {
		const list = isUuid(id) ? await rows<JobRow>(this.#pool, `select ${COLUMNS} from job where id = $1`, [id]) : [];
		return found(list[0], 'job', id);
	}

	/** Newest first, at most `count`. */
	list({
		kinds,
		states,
		count = 200,
	}: {
		kinds?: JobKind[];
		states?: JobState[];
		count?: number;
	} = {}): Promise<JobRow[]> {
		return rows<JobRow>(
			this.#pool,
			`select ${COLUMNS} from job where ($1::text[] is null or kind = any($1)) and ($2::text[] is null or state = any($2))
			order by created_us desc, id desc limit $3`,
			[kinds ?? null, states ?? null, count],
		);
	}

	/**
	 * Jobs of dead workers: a replay is marked as failed (what it sent cannot be unsent, so it is not sent again without
	 * asking), captures, mocks and demos are queued again; both with the reason.
	 */
	reapDead(): Promise<ReapedJob[]> {
		return reapDead(this.#pool, HEARTBEAT_TIMEOUT_S);
	}

	async #end(state: string, values: [id: string, workerId: string, error: string | null, result: string | null]) {
		const { rowCount } = await this.#pool.query(
			`update job set state = ${state}, error = $3, result = $4, ended_us = $5
			where id = $1 and worker_id = $2 and state = 'running'`,
			[...values, nowUs()],
		);
		await notifyJob(this.#pool, values[0]);
		return rowCount === 1;
	}
}

/** Inserts a job; in the transaction of what it is for, so that neither is without the other. */
export async function enqueueJob<Kind extends JobKind>(
	db: Queryable,
	kind: Kind,
	payload: JobPayloads[Kind],
): Promise<string> {
	const id = newId();
	await db.query('insert into job (id, kind, payload, created_us) values ($1, $2, $3, $4)', [
		id,
		kind,
		JSON.stringify(payload),
		nowUs(),
	]);
	await notifyJob(db, id);
	return id;
}

export async function cancelJob(db: Queryable, id: string | null): Promise<JobState> {
	if (id === null || !isUuid(id)) throw new DbError('not-found', `There is no job ${id}.`, { id });
	const [job] = await rows<{ state: JobState }>(
		db,
		`update job set cancel = cancel or state in ('queued', 'running'),
			ended_us = case when state = 'queued' then $2 else ended_us end,
			state = case when state = 'queued' then 'cancelled' else state end
		where id = $1 returning state`,
		[id, nowUs()],
	);
	await notifyJob(db, id);
	return found(job, 'job', id).state;
}

async function notifyJob(db: Queryable, id: string): Promise<void> {
	await db.query(`select pg_notify('job', $1)`, [id]);
}
