import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, frame, OPENED_US, opened } from './recorded.ts';

let temporary: TemporaryDatabase;
beforeAll(async () => {
	temporary = await temporaryDatabase();
});
afterAll(() => temporary[Symbol.asyncDispose]());

/** Runs SQL from another database of the same server, so that this one can be closed. */
async function fromOutside(text: string): Promise<void> {
	const url = new URL(temporary.url);
	url.pathname = '/postgres';
	const client = new pg.Client({ connectionString: url.href });
	await client.connect();
	await client.query(text.replaceAll('$db', new URL(temporary.url).pathname.slice(1)));
	await client.end();
}

const cut = (of: string) =>
	fromOutside(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '$db' ${of}`);

async function goAway(): Promise<void> {
	await fromOutside('alter database $db allow_connections false');
	await cut('');
}

const comeBack = () => fromOutside('alter database $db allow_connections true');

const newRecording = async () => (await temporary.db.recordings.create({ name: 't', source: 't' })).id;

const seqsOf = async (id: string) => (await collect(temporary.db.frames.load(id))).map(({ seq }) => seq);

test('while Postgres is away frames wait, then are dropped and counted, and the gap stays at its place', async () => {
	const recordingId = await newRecording();
	const connection = opened();
	await using writer = temporary.db.writer(recordingId, { flushMs: 5, maxPendingBytes: 10_000 });
	writer.open(connection);
	writer.frame(connection.id, frame(0, 'server', 'before'));
	await writer.flush();

	await goAway();
	// 50 frames of 1000 bytes: some fit, the others do not.
	for (let seq = 1; seq <= 50; seq++) writer.frame(connection.id, frame(seq, 'server', 'x'.repeat(1000)));
	const dropped = writer.droppedFrames;
	expect(dropped).toBeGreaterThan(30);
	expect(dropped).toBeLessThan(50);
	await expect.poll(() => writer.lastError, { timeout: 15_000 }).not.toBeNull();
	await comeBack();
	await writer.flush();
	writer.frame(connection.id, frame(51, 'server', 'after'));
	await writer.flush();

	const kept = 50 - dropped;
	const before = Array.from({ length: kept + 1 }, (_, seq) => seq);
	expect(await seqsOf(connection.id)).toEqual([...before, 51]);
	expect(writer.droppedFrames).toBe(dropped);
	const row = await temporary.db.connections.get(connection.id);
	expect(row).toMatchObject({ droppedFrames: dropped, stat: { frames: kept + 2, rows: kept + 2 } });
});

test('connections that break while writing lose nothing and store nothing twice', { timeout: 60_000 }, async () => {
	const recordingId = await newRecording();
	const connections = [opened(), opened()];
	await using writer = temporary.db.writer(recordingId, { flushMs: 1 });
	for (const connection of connections) writer.open(connection);
	for (let seq = 0; seq < 5000; seq++) {
		for (const { id } of connections) writer.frame(id, frame(seq, seq % 2 ? 'client' : 'server', `frame ${seq}`));
		if (seq % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
		if (seq % 400 === 200) await cut(`and application_name = 'refrain writer'`);
	}
	// A cut between two batches breaks nothing that is being written: cut until one was hit.
	let count = 5000;
	for (; writer.lastError === null && count < 50_000; count++) {
		for (const { id } of connections) writer.frame(id, frame(count, 'server', `frame ${count}`));
		await cut(`and application_name = 'refrain writer'`);
	}
	await writer.flush();
	expect(writer.lastError).not.toBeNull();
	expect(writer.droppedFrames).toBe(0);
	const all = Array.from({ length: count }, (_, seq) => seq);
	for (const { id } of connections) {
		expect(await seqsOf(id)).toEqual(all);
		expect((await temporary.db.connections.get(id)).stat).toMatchObject({ frames: count, rows: count });
	}
});

test('what the database refuses for good is counted, and takes nothing else with it', async () => {
	const recordingId = await newRecording();
	const [kept, refused] = [opened(), opened()];
	await using writer = temporary.db.writer(recordingId, { flushMs: 100_000 });
	writer.open(kept);
	writer.open(refused);
	await writer.flush();
	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	await client.query('delete from connection where id = $1', [refused.id]);
	await client.end();
	for (let seq = 0; seq < 3; seq++) {
		writer.frame(kept.id, frame(seq, 'server', 'k'));
		writer.frame(refused.id, frame(seq, 'server', 'r'));
	}
	await writer.flush();
	writer.frame(refused.id, frame(3, 'server', 'r'));
	writer.frame('nobody', frame(0, 'server', 'r'));
	await writer.flush();
	expect(writer.droppedFrames).toBe(5);
	expect(await seqsOf(kept.id)).toEqual([0, 1, 2]);
});

test('the end waits for Postgres, but not for ever', async () => {
	const recordingId = await newRecording();
	const connection = opened();
	const writer = temporary.db.writer(recordingId, { flushMs: 5, closeTimeoutMs: 200 });
	writer.open(connection);
	await writer.flush();
	await goAway();
	writer.frame(connection.id, frame(0, 'server', 'lost'));
	writer.close(connection.id, { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' }, OPENED_US + 9);
	await writer[Symbol.asyncDispose]();
	await comeBack();
	expect(writer.droppedFrames).toBe(1);
	expect(await seqsOf(connection.id)).toEqual([]);
});
