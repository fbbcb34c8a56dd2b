import { createServer } from 'node:net';
import { runDemoClient, startDemo } from '@refrain/demo';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker, type Worker } from '../src/index.ts';
import { helloSnapshot } from './fixtures.ts';

/** The machine may be busy. */
const POLL = { timeout: 15_000 };

let temporary: TemporaryDatabase;
let worker: Worker;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	worker = startWorker(temporary.db, { databaseUrl: temporary.url, workerId: 'w', warn: console.warn });
	await worker.ready;
});
afterAll(async () => {
	await worker.stop();
	await temporary[Symbol.asyncDispose]();
});

async function occupied() {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return { port, [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

test('a capture records what goes through it until it is stopped', async () => {
	const { db } = temporary;
	await using service = await startDemo({ build: 'correct', pushMs: 20 });
	const target = `ws://127.0.0.1:${service.port}`;
	const { id, recordingId, jobId } = await db.captures.create({ target, listenHost: '127.0.0.1', port: 0, name: 'c' });
	await expect.poll(async () => (await db.captures.get(id)).state, POLL).toBe('running');
	const { port } = await db.captures.get(id);
	const { received } = await runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: 50, messages: 3 });
	await db.captures.stop(id);
	expect((await db.captures.get(id)).state).toMatch(/stopping|stopped/);
	await expect.poll(async () => (await db.captures.get(id)).state, POLL).toBe('stopped');
	await expect.poll(async () => (await db.jobs.get(jobId)).state, POLL).toBe('cancelled');
	const connections = await db.connections.list({ recordingId });
	const socket = connections.find(({ kind }) => kind === 'websocket');
	const { count } = await countServerMessages(socket?.id ?? '');
	expect(count).toBe(received);
	expect(socket?.close).toMatchObject({ code: 1000, frame: true });
	expect((await db.recordings.get(recordingId)).live).toBe(false);
	expect((await db.captures.get(id)).stats).toMatchObject({ websockets: 1, droppedFrames: 0 });
});

async function countServerMessages(connectionId: string) {
	const text = await temporary.db.frames.count(connectionId, { sender: 'server', type: 'text' });
	const binary = await temporary.db.frames.count(connectionId, { sender: 'server', type: 'binary' });
	return { count: text + binary };
}

test('an occupied port and a bad target fail a capture with one sentence', async () => {
	const { db } = temporary;
	await using taken = await occupied();
	const inUse = await db.captures.create({ target: 'ws://h:1', listenHost: '127.0.0.1', port: taken.port, name: 'c' });
	await expect.poll(async () => (await db.captures.get(inUse.id)).state, POLL).toBe('failed');
	const { error, endedAtUs } = await db.captures.get(inUse.id);
	expect(error).toBe(
		`Port ${taken.port} on 127.0.0.1 is already in use; stop the program that listens there or choose another port.`,
	);
	expect(endedAtUs).not.toBeNull();
	await expect.poll(async () => (await db.jobs.get(inUse.jobId)).error, POLL).toBe(error);
	expect((await db.recordings.get(inUse.recordingId)).live).toBe(false);

	const bad = await db.captures.create({ target: 'ftp://x', listenHost: '127.0.0.1', port: 0, name: 'c' });
	await expect.poll(async () => (await db.captures.get(bad.id)).error, POLL).toMatch(/ftp/);
});

test('a capture says when its target cannot be reached, and goes on', async () => {
	const { db } = temporary;
	const gone = await occupied();
	await gone[Symbol.asyncDispose]();
	const target = `ws://127.0.0.1:${gone.port}`;
	const { id } = await db.captures.create({ target, listenHost: '127.0.0.1', port: 0, name: 'c' });
	await expect.poll(async () => (await db.captures.get(id)).state, POLL).toBe('running');
	const { port } = await db.captures.get(id);
	await expect(runDemoClient({ url: `ws://127.0.0.1:${port}/ws` })).rejects.toThrow();
	await expect.poll(async () => (await db.captures.get(id)).error, POLL).toMatch(`ould not reach ${target}`);
	expect((await db.captures.get(id)).state).toBe('running');
	await db.captures.stop(id);
});

test('a replay against nobody ends in state error and says whom it could not reach', async () => {
	const { db } = temporary;
	await using taken = await occupied();
	await taken[Symbol.asyncDispose]();
	const snapshotId = await helloSnapshot(db);
	const { id } = await db.replays.create({
		snapshotId,
		target: `ws://127.0.0.1:${taken.port}`,
		timing: { mode: 'asap' },
	});
	await expect.poll(async () => (await db.replays.get(id)).state, POLL).toBe('error');
	const replay = await db.replays.get(id);
	expect(replay.error).toContain(`127.0.0.1:${taken.port}`);
	expect(replay.evaluation).toMatchObject({ n: 1, result: 'error' });
});

test('a replay that is stopped keeps what it has and is judged', async () => {
	const { db } = temporary;
	await using service = await startDemo({ build: 'correct', pushMs: 1000 });
	const snapshotId = await helloSnapshot(db, { messages: 50, gapMs: 500 });
	const { id, jobId } = await db.replays.create({ snapshotId, target: service.url });
	await expect.poll(async () => (await db.replays.get(id)).progress?.messagesSent, POLL).toBeGreaterThan(0);
	await db.replays.cancel(id);
	await expect.poll(async () => (await db.replays.get(id)).state, POLL).toBe('stopped');
	const replay = await db.replays.get(id);
	expect(replay.evaluation).toMatchObject({ n: 1, result: 'stopped' });
	expect(replay.error).toBe('The replay was stopped.');
	const [observed] = await db.connections.list({ recordingId: replay.observedRecordingId ?? '' });
	expect(observed?.stat.clientRows).toBeGreaterThan(0);
	await expect.poll(async () => (await db.jobs.get(jobId)).state, POLL).toBe('cancelled');
});

test('a mock serves a snapshot, logs what it did, and stops', async () => {
	const { db } = temporary;
	await using service = await startDemo({ build: 'correct', pushMs: 50 });
	const target = `ws://127.0.0.1:${service.port}`;
	const { id: captureId, recordingId } = await db.captures.create({
		target,
		listenHost: '127.0.0.1',
		port: 0,
		name: 'c',
	});
	await expect.poll(async () => (await db.captures.get(captureId)).state, POLL).toBe('running');
	const { port } = await db.captures.get(captureId);
	await runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: 50, messages: 2 });
	await db.captures.stop(captureId);
	await expect.poll(async () => (await db.captures.get(captureId)).state, POLL).toBe('stopped');
	const connections = (await db.connections.list({ recordingId })).map(({ id }) => ({ connectionId: id }));
	const { id: snapshotId } = await db.snapshots.create({ name: 'm', connections });

	const { id, jobId } = await db.mocks.create({ snapshotId, host: '127.0.0.1', port: 0, options: {} });
	await expect.poll(async () => (await db.mocks.get(id)).state, POLL).toBe('running');
	const { address } = await db.mocks.get(id);
	const { received } = await runDemoClient({ url: `${address}/ws`, intervalMs: 50, messages: 2 });
	expect(received).toBeGreaterThan(2);
	await expect.poll(async () => (await db.mocks.entries(id, { show: 'hit' })).total, POLL).toBeGreaterThan(1);
	await db.mocks.stop(id);
	await expect.poll(async () => (await db.mocks.get(id)).state, POLL).toBe('stopped');
	expect((await db.mocks.get(id)).stats).toMatchObject({ connections: expect.any(Number) });
	await expect.poll(async () => (await db.jobs.get(jobId)).state, POLL).toBe('cancelled');
	const { entries, total } = await db.mocks.entries(id, { from: -2 });
	expect(entries.map(({ n }) => n)).toEqual([total - 1, total]);
});

test('a mock on an occupied port fails with one sentence', async () => {
	const { db } = temporary;
	await using taken = await occupied();
	const snapshotId = await helloSnapshot(db);
	const { id } = await db.mocks.create({ snapshotId, host: '127.0.0.1', port: taken.port, options: {} });
	await expect.poll(async () => (await db.mocks.get(id)).state, POLL).toBe('failed');
	expect((await db.mocks.get(id)).error).toContain(String(taken.port));
});
