import { DEFAULT_TEST_CONFIG, type ExchangeResult, type Report, type ReportSummary } from '@refrain/assertions';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import type { Snapshot } from '@refrain/traffic';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, newId, nowUs } from '../src/index.ts';
import { frame, handshake, OPENED_US, opened, plain } from './recorded.ts';

let temporary: TemporaryDatabase;
let db: Database;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
});
afterAll(() => temporary[Symbol.asyncDispose]());

const CLOSE = { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' } as const;

/** A connection of 10 text frames, 20 ms of them, closed unless it is to stay open. */
async function connectionWithFrames({ closed = true } = {}): Promise<{ id: string; recordingId: string }> {
	const { id: recordingId } = await db.recordings.create({ name: 't', source: 't' });
	const connection = opened();
	await using writer = db.writer(recordingId);
	writer.open(connection);
	writer.handshake(connection.id, handshake({ subprotocol: 'chat' }));
	for (let seq = 0; seq < 10; seq++)
		writer.frame(connection.id, frame(seq, seq % 2 ? 'server' : 'client', `message ${seq}`));
	if (closed) writer.close(connection.id, CLOSE, OPENED_US + 20_000);
	await writer.flush();
	return { id: connection.id, recordingId };
}

async function snapshotId(): Promise<string> {
	const { id } = await connectionWithFrames();
	return (await db.snapshots.create({ name: 's', connections: [{ connectionId: id }] })).id;
}

test('recordings: created, renamed, ended, refused to go while a snapshot needs them', async () => {
	const { id, recordingId } = await connectionWithFrames();
	await db.recordings.rename(recordingId, 'renamed');
	expect(await db.recordings.get(recordingId)).toMatchObject({
		name: 'renamed',
		connections: 1,
		frames: 10,
		bytes: 90,
		live: true,
		endedAtUs: null,
	});
	await db.recordings.end(recordingId);
	expect((await db.recordings.get(recordingId)).live).toBe(false);
	const { id: observed } = await db.recordings.create({ name: 'r', source: 'r', purpose: 'replay' });
	const listed = (await db.recordings.list()).map((row) => row.id);
	expect(listed).toContain(recordingId);
	expect(listed).not.toContain(observed);
	const snapshot = await db.snapshots.create({ name: 's', connections: [{ connectionId: id }] });
	await expect(db.recordings.remove(recordingId)).rejects.toMatchObject({ code: 'in-use' });
	await db.snapshots.remove(snapshot.id);
	await db.recordings.remove(recordingId);
	await expect(db.recordings.get(recordingId)).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.connections.get(id)).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.recordings.get('nonsense')).rejects.toMatchObject({ code: 'not-found' });
});

test('a snapshot holds what was there when it was made', async () => {
	const { id: recordingId } = await db.recordings.create({ name: 't', source: 't' });
	const connection = opened();
	await using writer = db.writer(recordingId);
	writer.open(connection);
	writer.handshake(connection.id, handshake());
	writer.frame(connection.id, frame(0, 'client', 'before'));
	await writer.flush();
	const { id } = await db.snapshots.create({ name: 's', connections: [{ connectionId: connection.id }] });
	writer.frame(connection.id, frame(1, 'server', 'after'));
	writer.close(connection.id, CLOSE, OPENED_US + 9_000);
	await writer.flush();
	const { connections } = await db.snapshots.load(id);
	expect(connections[0]?.frames.map(plain)).toEqual([plain(frame(0, 'client', 'before'))]);
	expect(connections[0]?.connection).toMatchObject({ closedAtUs: null, close: { by: 'none', tcp: 'open' } });
	expect(await db.snapshots.get(id)).toMatchObject({ frames: 1, messages: 1, bytes: 6, recordingId });
});

test('a part of a connection: counted exactly, with its end cut off', async () => {
	const { id } = await connectionWithFrames();
	const part = await db.snapshots.create({ name: 'part', connections: [{ connectionId: id, fromSeq: 2, toSeq: 5 }] });
	expect(await db.snapshots.get(part.id)).toMatchObject({
		connections: 1,
		frames: 4,
		messages: 4,
		bytes: 36,
		durationUs: 6_000,
		protocols: ['chat'],
	});
	const { connections } = await db.snapshots.load(part.id);
	expect(connections[0]?.frames.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
	expect(connections[0]?.connection.close).toMatchObject({ by: 'none' });
	const tail = await db.snapshots.create({ name: 'tail', connections: [{ connectionId: id, fromSeq: 8 }] });
	expect((await db.snapshots.load(tail.id)).connections[0]?.connection.close).toEqual(CLOSE);
	const all = { name: 'x', connections: [{ connectionId: id, fromSeq: 5, toSeq: 4 }] };
	await expect(db.snapshots.create(all)).rejects.toMatchObject({ code: 'invalid' });
	await expect(db.snapshots.create({ name: 'x', connections: [] })).rejects.toMatchObject({ code: 'invalid' });
	await expect(db.snapshots.create({ name: 'x', connections: [{ connectionId: newId() }] })).rejects.toMatchObject({
		code: 'not-found',
	});
});

test('an import can come twice and is the same each time', async () => {
	const { id, recordingId } = await connectionWithFrames();
	const original = await db.snapshots.load(
		(await db.snapshots.create({ name: 'imported', connections: [{ connectionId: id }] })).id,
	);
	const imports = [
		await db.snapshots.createFrom(original, { source: 'import of a.rrpair' }),
		await db.snapshots.createFrom(original, { source: 'import of a.rrpair' }),
	];
	const comparable = ({ connections }: Snapshot) =>
		connections.map(({ connection, frames }) => ({
			...connection,
			id: null,
			recordingId: null,
			handshake: { ...connection.handshake, responseBody: null },
			frames: frames.map(plain),
		}));
	for (const { id: imported, recordingId: into } of imports) {
		const loaded = await db.snapshots.load(imported);
		expect(comparable(loaded)).toEqual(comparable(original));
		expect(into).not.toBe(recordingId);
		expect(await db.recordings.get(into)).toMatchObject({
			purpose: 'import',
			live: false,
			source: 'import of a.rrpair',
		});
	}
});

test('profiles: every save is a version, and all stay', async () => {
	const first = await db.profiles.save(null, { name: 'checkout', config: DEFAULT_TEST_CONFIG, note: 'one' });
	expect(first.version).toBe(1);
	const strict = { ...DEFAULT_TEST_CONFIG, unexpected: 'report' as const };
	const saves = await Promise.all(
		['two', 'three'].map((note) => db.profiles.save(first.id, { name: 'checkout v2', config: strict, note })),
	);
	expect(saves.map(({ version }) => version).sort()).toEqual([2, 3]);
	expect(await db.profiles.get(first.id)).toMatchObject({ name: 'checkout v2', version: 3, config: strict });
	expect(await db.profiles.get(first.id, 1)).toMatchObject({ version: 1, config: DEFAULT_TEST_CONFIG, note: 'one' });
	expect((await db.profiles.versions(first.id)).map(({ version }) => version)).toEqual([3, 2, 1]);
	expect((await db.profiles.list()).map(({ id, version }) => [id, version])).toEqual([[first.id, 3]]);
	await expect(db.profiles.get(first.id, 9)).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.profiles.get('nonsense')).rejects.toMatchObject({ code: 'not-found' });
	const missing = db.profiles.save(newId(), { name: 'x', config: DEFAULT_TEST_CONFIG });
	await expect(missing).rejects.toMatchObject({ code: 'not-found' });
});

test('replays are numbered, queued, and carry their state', async () => {
	const snapshot = await snapshotId();
	const one = await db.replays.create({ snapshotId: snapshot, target: 'ws://h:1' });
	const two = await db.replays.create({
		snapshotId: snapshot,
		target: 'ws://h:2',
		timing: { mode: 'speed', factor: 2 },
	});
	expect(two.number).toBe(one.number + 1);
	expect((await db.jobs.get(one.jobId)).payload).toEqual({ replayId: one.id });
	const progress = {
		step: 'replaying',
		exchangesDone: 1,
		exchangesTotal: 2,
		messagesSent: 1,
		messagesReceived: 0,
		elapsedMs: 5,
		expectedMs: 10,
	};
	await db.replays.setState(one.id, { state: 'running', progress });
	expect(await db.replays.getByNumber(one.number)).toMatchObject({
		id: one.id,
		snapshotName: 's',
		state: 'running',
		progress,
		timing: { mode: 'recorded' },
		startedAtUs: expect.any(Number),
		endedAtUs: null,
		evaluation: null,
	});
	await db.replays.setState(one.id, { state: 'error', error: 'No.' });
	expect(await db.replays.get(one.id)).toMatchObject({
		state: 'error',
		error: 'No.',
		progress,
		endedAtUs: expect.any(Number),
	});
	await expect(db.replays.cancel(one.id)).rejects.toMatchObject({ code: 'invalid' });
	await db.replays.cancel(two.id);
	expect((await db.replays.get(two.id)).state).toBe('stopped');
	expect((await db.replays.list({ snapshotId: snapshot })).map(({ number }) => number)).toEqual([
		two.number,
		one.number,
	]);
	await expect(db.replays.getByNumber(2 ** 40)).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.snapshots.remove(snapshot)).rejects.toMatchObject({ code: 'in-use' });
});

function report(exchanges: number, isFailed: (n: number) => boolean): Report {
	const list = Array.from({ length: exchanges }, (_, n): ExchangeResult => {
		const failed = isFailed(n);
		return {
			n,
			connectionId: 'c',
			exchange: n,
			kind: 'reply',
			label: `order ${n}`,
			channel: null,
			asserted: true,
			passed: !failed,
			verdict: failed ? 'mismatch' : 'match',
			messages: [],
			recordedLatencyUs: n,
			observedLatencyUs: n,
			cause: failed ? 'mismatch total' : null,
			causes: failed ? ['mismatch total', 'mismatch second'] : [],
			summary: failed ? 'total \u0000 \ud800' : '',
		};
	});
	const failed = list.filter(({ passed }) => !passed).length;
	const summary: ReportSummary = {
		result: failed ? 'failed' : 'passed',
		passing: exchanges - failed,
		asserted: exchanges,
		verdicts: { match: exchanges - failed, ignored: 0, mismatch: failed, missing: 0, late: 0, unexpected: 0 },
		messagesExpected: exchanges,
		messagesObserved: exchanges,
		connections: [],
		latency: [],
		causes: [],
		goals: [],
		outcome: { state: 'finished', error: null, startedAtUs: 0, endedAtUs: 1, connections: [] },
	};
	return { summary, exchanges: list };
}

test('a report of many exchanges is read by pages, filtered, and whole', async () => {
	const { id } = await db.replays.create({ snapshotId: await snapshotId(), target: 'ws://h:1' });
	const judged = report(5000, (n) => n % 1000 === 999);
	const config = DEFAULT_TEST_CONFIG;
	expect(await db.evaluations.add(id, { config, report: judged })).toEqual({ n: 1 });
	expect(await db.evaluations.report(id, 1)).toEqual(judged);
	const page = await db.evaluations.exchanges(id, 1, { from: 4321, count: 100 });
	expect(page.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, at) => 4321 + at));
	const failed = await db.evaluations.exchanges(id, 1, { filter: { passed: false }, from: 1, count: 2 });
	expect(failed).toEqual([judged.exchanges[1999], judged.exchanges[2999]]);
	expect(await db.evaluations.count(id, 1, { cause: 'mismatch second' })).toBe(5);
	expect(await db.evaluations.count(id, 1, { cause: 'other' })).toBe(0);
	expect(await db.evaluations.count(id, 1, { verdict: 'match', text: 'ORDER 12' })).toBe(111);
	expect(await db.evaluations.count(id, 1)).toBe(5000);
	expect(await db.evaluations.exchange(id, 1, 4999)).toEqual(judged.exchanges[4999]);
	await expect(db.evaluations.exchange(id, 1, 5000)).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.evaluations.get(id, 2)).rejects.toMatchObject({ code: 'not-found' });
});

test('judged again: the newest evaluation counts, the earlier ones stay', async () => {
	const snapshot = await snapshotId();
	const { id, number } = await db.replays.create({ snapshotId: snapshot, target: 'ws://h:1' });
	const config = DEFAULT_TEST_CONFIG;
	await db.evaluations.add(id, { config, report: report(4, (n) => n > 1) });
	const profile = await db.profiles.save(null, { name: 'p', config });
	const second = { config, profileId: profile.id, profileVersion: 1, report: report(4, (n) => n > 2) };
	expect(await db.evaluations.add(id, second)).toEqual({ n: 2 });
	expect((await db.evaluations.list(id)).map(({ n, passing }) => [n, passing])).toEqual([
		[1, 2],
		[2, 3],
	]);
	expect((await db.replays.get(id)).evaluation).toMatchObject({ n: 2, passing: 3, profileId: profile.id });
	const later = await db.replays.create({ snapshotId: snapshot, target: 'ws://h:1' });
	await db.evaluations.add(later.id, { config, report: report(4, () => false) });
	expect(await db.snapshots.get(snapshot)).toMatchObject({
		lastReplay: { number: later.number, result: 'passed', passing: 4, asserted: 4 },
		accuracy: [0.75, 1],
	});
	expect((await db.replays.getByNumber(number)).evaluation?.n).toBe(2);
	await db.replays.remove(id);
	await expect(db.evaluations.get(id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a share opens with its token only, until it is revoked or expired; the token is not stored', async () => {
	const { id: replayId } = await db.replays.create({ snapshotId: await snapshotId(), target: 'ws://h:1' });
	const hour = 3_600_000_000;
	const share = { replayId, evaluation: 1, include: 'failed' as const };
	const { id, token } = await db.shares.create({ ...share, expiresAtUs: nowUs() + hour });
	expect(await db.shares.open(token)).toMatchObject({ id, replayId, evaluation: 1, include: 'failed', opened: 1 });
	expect(await db.shares.open(token)).toMatchObject({ opened: 2, lastOpenedAtUs: expect.any(Number) });
	expect(await db.shares.open(`${token}x`)).toBeNull();
	await db.shares.revoke(id);
	expect(await db.shares.open(token)).toBeNull();
	await db.shares.unrevoke(id);
	expect(await db.shares.open(token)).toMatchObject({ opened: 3 });
	const expired = await db.shares.create({ ...share, expiresAtUs: nowUs() - 1 });
	expect(await db.shares.open(expired.token)).toBeNull();
	expect((await db.shares.list(replayId)).map((row) => row.id)).toEqual([expired.id, id]);
	await expect(db.shares.revoke(newId())).rejects.toMatchObject({ code: 'not-found' });

	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	const { rows } = await client.query('select s::text as stored from share s');
	await client.end();
	expect(rows.some(({ stored }) => stored.includes(token) || stored.includes(Buffer.from(token).toString('hex')))).toBe(
		false,
	);
});

test('the console of a mock is numbered over all its runs and keeps the newest lines', async () => {
	const { id } = await db.mocks.create({
		snapshotId: await snapshotId(),
		host: '127.0.0.1',
		port: 0,
		options: { speed: 2 },
	});
	const line = (result: string, extra = {}) => ({ n: 1, atUs: nowUs(), result, ...extra });
	await db.mocks.log(id, [line('hit'), line('reply'), line('miss', { preview: 'nul \u0000' })]);
	await db.mocks.log(id, [line('push')]);
	const all = await db.mocks.entries(id);
	expect(all).toMatchObject({ total: 4, entries: [{ n: 1 }, { n: 2 }, { n: 3, preview: 'nul \u0000' }, { n: 4 }] });
	expect((await db.mocks.entries(id, { show: 'hit' })).entries.map(({ n }) => n)).toEqual([1, 2]);
	expect((await db.mocks.entries(id, { show: 'miss' })).total).toBe(1);
	await db.mocks.log(
		id,
		Array.from({ length: 10_000 }, () => line('hit')),
	);
	const kept = await db.mocks.entries(id, { from: -1 });
	expect(kept).toMatchObject({ total: 10_000, entries: [{ n: 10_004 }] });
	expect(await db.mocks.get(id)).toMatchObject({ state: 'queued', options: { speed: 2 }, snapshotName: 's' });
	await db.mocks.stop(id);
	expect((await db.mocks.get(id)).state).toBe('stopped');
});
