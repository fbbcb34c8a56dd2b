import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../src/index.ts';
import { frame, opened } from './recorded.ts';

let temporary: TemporaryDatabase;
let db: Database;
let holder: TemporaryDatabase;
// Keeps the server up between the tests.
beforeAll(async () => {
	holder = await temporaryDatabase();
});
afterAll(() => holder[Symbol.asyncDispose]());
beforeEach(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
});
afterEach(() => temporary[Symbol.asyncDispose]());

const REASON = 'the worker running it stopped (no heartbeat for 15 s)';

/** Makes the worker of a job look dead: its last heartbeat was longer ago than allowed. */
async function silence(jobId: string): Promise<void> {
	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	await client.query(`update job set heartbeat_at = now() - interval '16 seconds' where id = $1`, [jobId]);
	await client.end();
}

test('no job is given to two workers, and the oldest comes first', async () => {
	const ids: string[] = [];
	for (let index = 0; index < 30; index++) ids.push(await db.jobs.enqueue('demo', {}));
	const taken = await Promise.all(
		['a', 'b', 'c'].map(async (worker) => {
			const mine: string[] = [];
			for (;;) {
				const job = await db.jobs.claim(worker, ['demo']);
				if (job === null) return mine;
				expect(job).toMatchObject({ kind: 'demo', state: 'running', workerId: worker, attempts: 1 });
				mine.push(job.id);
			}
		}),
	);
	expect(taken.flat().sort()).toEqual([...ids].sort());
	for (const mine of taken) expect(mine).toEqual(ids.filter((id) => mine.includes(id)));
});

test('a worker takes only the kinds it knows', async () => {
	await db.jobs.enqueue('demo', {});
	expect(await db.jobs.claim('a', ['replay'])).toBeNull();
	expect(await db.jobs.claim('a', ['replay', 'demo'])).toMatchObject({ kind: 'demo' });
});

test('heartbeats carry progress, and say when to stop or that the job is lost', async () => {
	const id = await db.jobs.enqueue('demo', {});
	await db.jobs.claim('a', ['demo']);
	expect(await db.jobs.heartbeat(id, 'a', { done: 1 })).toEqual({ cancel: false, lost: false });
	expect(await db.jobs.heartbeat(id, 'a')).toEqual({ cancel: false, lost: false });
	expect((await db.jobs.get(id)).progress).toEqual({ done: 1 });
	expect(await db.jobs.cancel(id)).toBe('running');
	expect(await db.jobs.heartbeat(id, 'a')).toEqual({ cancel: true, lost: false });
	expect(await db.jobs.heartbeat(id, 'b')).toEqual({ cancel: false, lost: true });
	expect(await db.jobs.finish(id, 'b')).toBe(false);
	expect(await db.jobs.finish(id, 'a', { some: 'result' })).toBe(true);
	expect(await db.jobs.get(id)).toMatchObject({ state: 'cancelled', result: { some: 'result' } });
});

test('a queued job is cancelled at once; an ended one stays as it is', async () => {
	const id = await db.jobs.enqueue('demo', {});
	expect(await db.jobs.cancel(id)).toBe('cancelled');
	expect(await db.jobs.claim('a', ['demo'])).toBeNull();
	expect(await db.jobs.cancel(id)).toBe('cancelled');
	await expect(db.jobs.cancel('nonsense')).rejects.toMatchObject({ code: 'not-found' });
});

test('a job that fails says why; one that is given back can be taken again', async () => {
	const id = await db.jobs.enqueue('demo', {});
	await db.jobs.claim('a', ['demo']);
	await db.jobs.requeue(id, 'a', 'the worker was told to stop');
	expect(await db.jobs.claim('b', ['demo'])).toMatchObject({ id, attempts: 2, note: 'the worker was told to stop' });
	await db.jobs.fail(id, 'b', 'It broke.');
	expect(await db.jobs.get(id)).toMatchObject({ state: 'failed', error: 'It broke.' });
});

test('jobs are announced', async () => {
	const heard: string[] = [];
	const stop = await db.notifications.listen('job', (id) => heard.push(id));
	const id = await db.jobs.enqueue('demo', {});
	await expect.poll(() => heard, { timeout: 15_000 }).toContain(id);
	await stop();
});

test('only jobs of silent workers are reaped, each once', async () => {
	const silent = await db.jobs.enqueue('demo', {});
	const alive = await db.jobs.enqueue('demo', {});
	await db.jobs.claim('a', ['demo']);
	await db.jobs.claim('b', ['demo']);
	await silence(silent);
	const reaped = (await Promise.all([db.jobs.reapDead(), db.jobs.reapDead()])).flat();
	expect(reaped).toEqual([{ id: silent, kind: 'demo', state: 'queued', reason: REASON }]);
	expect((await db.jobs.get(alive)).state).toBe('running');
	expect(await db.jobs.claim('c', ['demo'])).toMatchObject({ id: silent, note: REASON });
});

test('a capture of a dead worker is queued again; what it had open is closed, with the reason', async () => {
	const capture = await db.captures.create({ target: 'ws://h:1', listenHost: '127.0.0.1', port: 0, name: 'c' });
	await db.jobs.claim('a', ['capture']);
	await db.captures.setState(capture.id, { state: 'running', port: 4711 });
	const connection = opened();
	await using writer = db.writer(capture.recordingId);
	writer.open(connection);
	writer.frame(connection.id, frame(0, 'client', 'kept'));
	await writer.flush();
	await silence(capture.jobId);
	await db.jobs.reapDead();
	expect(await db.captures.get(capture.id)).toMatchObject({
		state: 'queued',
		note: REASON,
		port: 4711,
		requestedPort: 0,
		endedAtUs: null,
	});
	const row = await db.connections.get(connection.id);
	expect(row).toMatchObject({ endedBecause: REASON, close: { by: 'none', tcp: 'open' }, stat: { frames: 1 } });
	expect(row.closedAtUs).toBe(row.stat.lastAtUs);
	expect((await db.recordings.get(capture.recordingId)).live).toBe(true);
});

test('a capture that was to stop when its worker died is stopped', async () => {
	const capture = await db.captures.create({ target: 'ws://h:1', listenHost: '127.0.0.1', port: 0, name: 'c' });
	await db.jobs.claim('a', ['capture']);
	await db.captures.setState(capture.id, { state: 'running' });
	await db.captures.stop(capture.id);
	expect((await db.captures.get(capture.id)).state).toBe('stopping');
	await silence(capture.jobId);
	expect(await db.jobs.reapDead()).toMatchObject([{ state: 'cancelled' }]);
	expect((await db.captures.get(capture.id)).state).toBe('stopped');
	expect((await db.recordings.get(capture.recordingId)).live).toBe(false);
});

test('stopping what no worker has taken stops it at once', async () => {
	const capture = await db.captures.create({ target: 'ws://h:1', listenHost: '127.0.0.1', port: 0, name: 'c' });
	await db.captures.stop(capture.id);
	expect(await db.captures.get(capture.id)).toMatchObject({ state: 'stopped', endedAtUs: expect.any(Number) });
	expect((await db.recordings.get(capture.recordingId)).live).toBe(false);
	expect(await db.jobs.claim('a', ['capture'])).toBeNull();
});
