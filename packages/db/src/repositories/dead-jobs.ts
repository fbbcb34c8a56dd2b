import type pg from 'pg';
import { nowUs } from '../ids.ts';
import { rows, transaction } from '../sql.ts';
import type { JobKind } from './job-kind.ts';

export interface ReapedJob {
	id: string;
	kind: JobKind;
	/** What became of it. */
	state: 'queued' | 'failed' | 'cancelled';
	reason: string;
}

interface DeadJob {
	id: string;
	kind: JobKind;
	cancel: boolean;
	/** Id of the capture, replay or mock; of a demo, of its recording. */
	subject: string | null;
}

/** See `Jobs.reapDead`. One transaction a job; jobs that another process is reaping are left to it. */
export async function reapDead(pool: pg.Pool, timeoutS: number): Promise<ReapedJob[]> {
	const reason = `the worker running it stopped (no heartbeat for ${timeoutS} s)`;
	const reaped: ReapedJob[] = [];
	for (;;) {
		const job = await transaction(pool, (client) => reapOne(client, timeoutS, reason));
		if (job === null) return reaped;
		reaped.push(job);
	}
}

async function reapOne(client: pg.PoolClient, timeoutS: number, reason: string): Promise<ReapedJob | null> {
	const [dead] = await rows<DeadJob>(
		client,
		`select id, kind, cancel, coalesce(payload ->> 'captureId', payload ->> 'replayId', payload ->> 'mockId',
			progress ->> 'recordingId') as subject
		from job where state = 'running' and heartbeat_at < now() - make_interval(secs => $1)
		order by created_us limit 1 for update skip locked`,
		[timeoutS],
	);
	if (!dead) return null;
	const state = dead.cancel ? 'cancelled' : dead.kind === 'replay' ? 'failed' : 'queued';
	const ends = state !== 'queued';
	await client.query(
		`update job set state = $2, worker_id = null, heartbeat_at = null,
			error = case when $3 then $4 else error end, note = case when $3 then note else $4 end,
			ended_us = case when $3 then $5::bigint end
		where id = $1`,
		[dead.id, state, ends, reason, nowUs()],
	);
	if (dead.subject !== null) await SUBJECTS[dead.kind](client, dead.subject, { ends, cancelled: dead.cancel, reason });
	await client.query(`select pg_notify('job', $1)`, [dead.id]);
	return { id: dead.id, kind: dead.kind, state, reason };
}

interface Death {
	ends: boolean;
	cancelled: boolean;
	reason: string;
}

/** What the death of its worker means for the row that a job is about. Frames that are stored stay. */
const SUBJECTS: Record<JobKind, (client: pg.PoolClient, id: string, death: Death) => Promise<void>> = {
	async capture(client, id, { ends, reason }) {
		const [capture] = await rows<{ recordingId: string }>(
			client,
			`update capture set state = case when $2 then 'stopped' else 'queued' end, note = $3,
				ended_us = case when $2 then $4::bigint end
			where id = $1 returning recording_id as "recordingId"`,
			[id, ends, reason, nowUs()],
		);
		if (capture) await endConnections(client, capture.recordingId, reason);
		if (capture && ends) await endRecording(client, capture.recordingId);
		await client.query(`select pg_notify('capture', $1)`, [id]);
	},
	async mock(client, id, { ends, reason }) {
		await client.query(
			`update mock set state = case when $2 then 'stopped' else 'queued' end, note = $3, address = null,
				ended_us = case when $2 then $4::bigint end
			where id = $1`,
			[id, ends, reason, nowUs()],
		);
		await client.query(`select pg_notify('mock', $1)`, [id]);
	},
	/** It starts a new recording when it is started again. */
	async demo(client, recordingId, { reason }) {
		await endConnections(client, recordingId, reason);
		await endRecording(client, recordingId);
	},
	async replay(client, id, { cancelled, reason }) {
		const [replay] = await rows<{ observed: string | null }>(
			client,
			`update replay set state = $2, error = $3, ended_us = $4
			where id = $1 and state in ('queued', 'running', 'judging') returning observed_recording_id as observed`,
			[id, cancelled ? 'stopped' : 'error', sentence(reason), nowUs()],
		);
		if (replay?.observed) {
			await endConnections(client, replay.observed, reason);
			await endRecording(client, replay.observed);
		}
		await client.query(`select pg_notify('replay', $1)`, [id]);
	},
};

function sentence(reason: string): string {
	return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** Connections that the dead worker had open end with their last stored frame. */
export async function endConnections(
	client: pg.PoolClient | pg.Pool,
	recordingId: string,
	reason: string,
): Promise<number> {
	const close = { code: null, reason: '', by: 'none', frame: false, tcp: 'open' };
	const { rowCount } = await client.query(
		`update connection c set close = $3, ended_because = $2,
			closed_us = greatest(c.opened_us, (select s.last_us from connection_stat s where s.connection_id = c.id))
		where c.recording_id = $1 and c.closed_us is null`,
		[recordingId, reason, JSON.stringify(close)],
	);
	return rowCount ?? 0;
}

async function endRecording(client: pg.PoolClient, recordingId: string): Promise<void> {
	await client.query('update recording set ended_us = $2 where id = $1 and ended_us is null', [recordingId, nowUs()]);
}
