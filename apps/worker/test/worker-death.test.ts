import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runDemoClient, startDemo } from '@refrain/demo';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { helloSnapshot } from './fixtures.ts';

const MAIN = path.resolve(import.meta.dirname, '../src/main.ts');
const REASON = 'the worker running it stopped (no heartbeat for 15 s)';

/** The machine may be busy. */
const POLL = { timeout: 15_000 };

let temporary: TemporaryDatabase;
const children: ChildProcess[] = [];
beforeAll(async () => {
	temporary = await temporaryDatabase();
});
afterEach(async () => {
	for (const child of children.splice(0)) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		child.kill('SIGTERM');
		await once(child, 'exit');
	}
});
afterAll(() => temporary[Symbol.asyncDispose]());

async function workerProcess(): Promise<ChildProcess> {
	const child = fork(MAIN, {
		execArgv: ['--import', 'tsx'],
		env: { ...process.env, DATABASE_URL: temporary.url },
		cwd: path.resolve(import.meta.dirname, '..'),
	});
	children.push(child);
	const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
	expect(message).toBe('ready');
	return child;
}

test('a killed worker loses no stored frame; its capture goes on elsewhere, its replay says what happened', {
	timeout: 90_000,
}, async () => {
	const { db } = temporary;
	await using service = await startDemo({ build: 'correct', pushMs: 10 });
	const target = `ws://127.0.0.1:${service.port}`;
	const doomed = await workerProcess();

	const { id: captureId, recordingId } = await db.captures.create({
		target,
		listenHost: '127.0.0.1',
		port: 0,
		name: 'c',
	});
	await expect.poll(async () => (await db.captures.get(captureId)).state, POLL).toBe('running');
	const { port } = await db.captures.get(captureId);
	const client = runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: 20, messages: 10_000 }).catch(
		() => null,
	);
	const snapshotId = await helloSnapshot(db, { messages: 100, gapMs: 500 });
	const { id: replayId } = await db.replays.create({ snapshotId, target });
	const socket = async () => (await db.connections.list({ recordingId })).find(({ kind }) => kind === 'websocket');
	await expect.poll(async () => (await socket())?.stat.frames, POLL).toBeGreaterThan(50);
	await expect.poll(async () => (await db.replays.get(replayId)).progress?.messagesSent, POLL).toBeGreaterThan(0);

	doomed.kill('SIGKILL');
	await once(doomed, 'exit');
	await client;
	const stored = (await socket())?.stat.frames ?? 0;
	await workerProcess();

	await expect.poll(async () => (await db.captures.get(captureId)).note, { timeout: 40_000 }).toBe(REASON);
	await expect.poll(async () => (await db.captures.get(captureId)).state, POLL).toBe('running');
	expect((await db.captures.get(captureId)).port).toBe(port);
	const after = await socket();
	expect(after?.stat.frames).toBe(stored);
	expect(after).toMatchObject({ endedBecause: REASON, close: { by: 'none' }, closedAtUs: after?.stat.lastAtUs });
	const seqs: number[] = [];
	for await (const { seq } of db.frames.load(after?.id ?? '')) seqs.push(seq);
	expect(seqs).toEqual(Array.from({ length: stored }, (_, seq) => seq));

	await expect
		.poll(() => db.replays.get(replayId), POLL)
		.toMatchObject({
			state: 'error',
			error: 'The worker running it stopped (no heartbeat for 15 s).',
		});
	await runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: 20, messages: 1 });
	await expect.poll(async () => (await db.connections.list({ recordingId })).length, POLL).toBeGreaterThan(2);
});

test('a worker that is told to stop stores what it has and says so', { timeout: 60_000 }, async () => {
	const { db } = temporary;
	await using service = await startDemo({ build: 'correct', pushMs: 10 });
	const target = `ws://127.0.0.1:${service.port}`;
	const worker = await workerProcess();
	const { id, recordingId, jobId } = await db.captures.create({ target, listenHost: '127.0.0.1', port: 0, name: 'c' });
	await expect.poll(async () => (await db.captures.get(id)).state, POLL).toBe('running');
	const { port } = await db.captures.get(id);
	const client = runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: 20, messages: 10_000 }).catch(
		() => null,
	);
	const { id: replayId } = await db.replays.create({
		snapshotId: await helloSnapshot(db, { messages: 100, gapMs: 500 }),
		target,
	});
	await expect.poll(async () => (await db.replays.get(replayId)).progress?.messagesSent, POLL).toBeGreaterThan(0);
	await expect
		.poll(async () => (await db.connections.list({ recordingId })).at(-1)?.stat.frames, POLL)
		.toBeGreaterThan(10);

	// As when the supervisor is gone, whatever ended it.
	worker.disconnect();
	expect(await once(worker, 'exit')).toEqual([0, null]);
	await client;
	expect(await db.captures.get(id)).toMatchObject({ state: 'stopped' });
	expect((await db.recordings.get(recordingId)).live).toBe(false);
	const connections = await db.connections.list({ recordingId });
	expect(connections.every(({ closedAtUs }) => closedAtUs !== null)).toBe(true);
	expect((await db.jobs.get(jobId)).state).toBe('done');
	expect(await db.replays.get(replayId)).toMatchObject({
		state: 'stopped',
		error: 'The worker running it was stopped.',
	});
});
