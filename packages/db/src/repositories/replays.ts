import type { ReplayOutcome, Result } from '@refrain/assertions';
import type { ReplayTiming } from '@refrain/traffic';
import type pg from 'pg';
import { DbError, found } from '../db-error.ts';
import { isUuid, newId, nowUs } from '../ids.ts';
import { type Queryable, rows, transaction } from '../sql.ts';
import { cancelJob, enqueueJob } from './jobs.ts';
import type { JsonObject } from './json-object.ts';
import { assignments } from './set-state.ts';

export type ReplayState = 'queued' | 'running' | 'judging' | 'done' | 'stopped' | 'error';

export interface ReplayProgress {
	/** 'connecting', 'replaying', 'judging', 'done' */
	step: string;
	exchangesDone: number;
	exchangesTotal: number;
	messagesSent: number;
	messagesReceived: number;
	elapsedMs: number;
	expectedMs: number;
	/** Of the snapshot's connections: 'connecting', 'open', ... */
	connections?: readonly { connectionId: string; state: string; error: string | null }[];
}

export interface EvaluationRow {
	/** From 1; 2 and more are judgings under other assertions, without a new replay. */
	n: number;
	profileId: string | null;
	profileVersion: number | null;
	result: Result;
	/** Accuracy is passing / asserted. */
	passing: number;
	asserted: number;
	/** In the report. */
	exchanges: number;
	createdAtUs: number;
}

export interface ReplayRow {
	id: string;
	/** 1, 2, 3: what people call it. */
	number: number;
	snapshotId: string;
	snapshotName: string;
	target: string;
	timing: ReplayTiming;
	/** Further replay options. */
	options: JsonObject;
	/** Under which it is judged first; null: everything must be equal. */
	profileId: string | null;
	profileVersion: number | null;
	state: ReplayState;
	error: string | null;
	/** Why it was started again. */
	note: string | null;
	progress: ReplayProgress | null;
	outcome: ReplayOutcome | null;
	observedRecordingId: string | null;
	jobId: string | null;
	createdAtUs: number;
	startedAtUs: number | null;
	endedAtUs: number | null;
	/** The newest. */
	evaluation: EvaluationRow | null;
}

const EVALUATION = `json_build_object('n', e.n, 'profileId', e.profile_id, 'profileVersion', e.profile_version,
	'result', e.result, 'passing', e.passing, 'asserted', e.asserted, 'exchanges', e.exchanges, 'createdAtUs', e.created_us)`;

const SELECT = `select r.id, r.number, r.snapshot_id as "snapshotId", s.name as "snapshotName", r.target, r.timing, r.options,
	r.profile_id as "profileId", r.profile_version as "profileVersion", r.state, r.error, r.note, r.progress, r.outcome,
	r.observed_recording_id as "observedRecordingId", r.job_id as "jobId", r.created_us as "createdAtUs",
	r.started_us as "startedAtUs", r.ended_us as "endedAtUs",
	(select ${EVALUATION} from evaluation e where e.replay_id = r.id order by e.n desc limit 1) as evaluation
	from replay r join snapshot s on s.id = r.snapshot_id`;

const COLUMNS = {
	state: 'state',
	error: 'error',
	progress: 'progress',
	outcome: 'outcome',
	observedRecordingId: 'observed_recording_id',
} as const;

const ENDED: readonly ReplayState[] = ['done', 'stopped', 'error'];

export class Replays {
	readonly #pool: pg.Pool;

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** A replay, and the job that runs it. */
	create(replay: {
		snapshotId: string;
		target: string;
		timing?: ReplayTiming;
		options?: JsonObject;
		profileId?: string | null;
		profileVersion?: number | null;
	}): Promise<{ id: string; number: number; jobId: string }> {
		const { snapshotId, target, timing = { mode: 'recorded' }, options = {} } = replay;
		return transaction(this.#pool, async (client) => {
			const snapshots = isUuid(snapshotId)
				? await rows(client, 'select 1 from snapshot where id = $1', [snapshotId])
				: [];
			found(snapshots[0], 'snapshot', snapshotId);
			const id = newId();
			const jobId = await enqueueJob(client, 'replay', { replayId: id });
			const [created] = await rows<{ number: number }>(
				client,
				`insert into replay
					(id, snapshot_id, target, timing, options, profile_id, profile_version, job_id, created_us)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning number`,
				[
					id,
					snapshotId,
					target,
					JSON.stringify(timing),
					JSON.stringify(options),
					replay.profileId ?? null,
					replay.profileVersion ?? null,
					jobId,
					nowUs(),
				],
			);
			return { id, jobId, number: found(created, 'replay', id).number };
		});
	}

	async get(id: string): Promise<ReplayRow> {
		const list = isUuid(id) ? await rows<ReplayRow>(this.#pool, `${SELECT} where r.id = $1`, [id]) : [];
		return found(list[0], 'replay', id);
	}

	async getByNumber(number: number): Promise<ReplayRow> {
		// Beyond an int4 there is no number, and Postgres would refuse the comparison.
		const list =
			Number.isInteger(number) && number > 0 && number < 2 ** 31
				? await rows<ReplayRow>(this.#pool, `${SELECT} where r.number = $1`, [number])
				: [];
		return found(list[0], 'replay', `#${number}`);
	}

	/** Newest first; of one snapshot when given. */
	list({ snapshotId, count = 200 }: { snapshotId?: string; count?: number } = {}): Promise<ReplayRow[]> {
		return rows<ReplayRow>(
			this.#pool,
			`${SELECT} where ($1::uuid is null or r.snapshot_id = $1) order by r.number desc limit $2`,
			[snapshotId ?? null, count],
		);
	}

	/** What is left out stays. 'running' starts it, 'done', 'stopped' and 'error' end it. */
	async setState(
		id: string,
		change: {
			state?: ReplayState;
			error?: string | null;
			progress?: ReplayProgress;
			outcome?: ReplayOutcome;
			observedRecordingId?: string;
		},
	): Promise<void> {
		const { sql, values } = assignments(COLUMNS, change);
		const moment = change.state === 'running' ? 'started_us' : 'ended_us';
		const sets = change.state === 'running' || ENDED.includes(change.state ?? 'queued');
		await this.#pool.query(
			`update replay set ${sql}, ${moment} = case when $2 then coalesce(${moment}, $3) else ${moment} end where id = $1`,
			[id, sets, nowUs(), ...values],
		);
		await notifyReplay(this.#pool, id);
	}

	/** Asks it to stop; one that no worker has taken yet is stopped here and now. */
	async cancel(id: string): Promise<void> {
		const { jobId, state, number } = await this.get(id);
		if (ENDED.includes(state)) throw new DbError('invalid', `Replay #${number} has ended already.`, { id, state });
		await transaction(this.#pool, async (client) => {
			if ((await cancelJob(client, jobId)) !== 'running')
				await client.query(
					`update replay set state = 'stopped', error = 'Stopped before it began.', ended_us = $2
					where id = $1 and state = 'queued'`,
					[id, nowUs()],
				);
			await notifyReplay(client, id);
		});
	}

	/** With its evaluations and what it observed. */
	async remove(id: string): Promise<void> {
		const { observedRecordingId } = await this.get(id);
		await transaction(this.#pool, async (client) => {
			await client.query('delete from replay where id = $1', [id]);
			if (observedRecordingId) await client.query('delete from recording where id = $1', [observedRecordingId]);
		});
	}
}

async function notifyReplay(db: Queryable, id: string): Promise<void> {
	await db.query(`select pg_notify('replay', $1)`, [id]);
}
