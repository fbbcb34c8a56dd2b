import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { assembleMessages, decodeConnection, type Frame, pairExchanges } from '@refrain/traffic';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BLOCK_ROWS } from '../src/frames/row-block.ts';
import type { Database, MessageRow } from '../src/index.ts';
import { collect, frame, handshake, OPENED_US, opened } from './recorded.ts';

let temporary: TemporaryDatabase;
let db: Database;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
});
afterAll(() => temporary[Symbol.asyncDispose]());

/** Stores frames in one connection, `perFlush` at a time, so that chunks have many sizes. */
async function store(frames: readonly Frame[], perFlush = frames.length): Promise<{ id: string; recordingId: string }> {
	const { id: recordingId } = await db.recordings.create({ name: 't', source: 't' });
	const connection = opened();
	await using writer = db.writer(recordingId, { flushMs: 100_000 });
	writer.open(connection);
	writer.handshake(connection.id, handshake());
	for (let at = 0; at < frames.length; at += perFlush) {
		for (const one of frames.slice(at, at + perFlush)) writer.frame(connection.id, one);
		await writer.flush();
	}
	return { id: connection.id, recordingId };
}

/** Requests and answers with ids, pushes, pings, and messages in fragments that lie across each other. */
function conversation(count: number): Frame[] {
	const frames: Frame[] = [];
	const add = (sender: Frame['sender'], payload: string, facts: Partial<Frame> = {}) =>
		frames.push(frame(frames.length, sender, payload, { opcode: 1, ...facts }));
	add('server', '{"type":"news","at":0}');
	for (let id = 0; frames.length < count; id++) {
		add('client', `{"jsonrpc":"2.0","id":${id},"method":"get","params":[${id}]}`);
		if (id % 5 === 0) add('server', `{"type":"news","at":${id}}`);
		if (id % 7 === 0) add('client', 'beat', { opcode: 9 });
		add('server', `{"jsonrpc":"2.0",`, { fin: false });
		if (id % 3 === 0) add('client', `note `, { fin: false });
		if (id % 7 === 0) add('server', 'beat', { opcode: 10 });
		add('server', `"id":${id},`, { opcode: 0, fin: false });
		if (id % 3 === 0) add('client', `number ${id}`, { opcode: 0 });
		add('server', `"result":"${'r'.repeat(id % 50)}"}`, { opcode: 0 });
	}
	return frames;
}

test('pages of any size and place show the rows of the whole connection', async () => {
	const frames = conversation(2 * BLOCK_ROWS);
	const { id } = await store(frames, 37);
	const messages = assembleMessages(frames);
	expect(messages.length).toBeGreaterThan(BLOCK_ROWS + 50);
	const whole = await rowsOf(id, 500);
	expect(whole.map(({ preview, kind, payloadBytes, ...row }) => row)).toMatchObject(
		messages.map(({ payload: _, ...facts }) => facts),
	);
	expect(whole.map(({ payloadBytes }) => payloadBytes)).toEqual(messages.map(({ payload }) => payload.byteLength));
	for (const [from, count] of [
		[0, 1],
		[BLOCK_ROWS - 3, 7],
		[BLOCK_ROWS, 100],
		[messages.length - 2, 10],
	] as const) {
		const { rows, total } = await db.frames.page(id, { from, count });
		expect(total).toBe(messages.length);
		expect(rows).toEqual(whole.slice(from, from + count));
	}
	expect(await db.frames.page(id, { from: messages.length, count: 5 })).toEqual({ total: messages.length, rows: [] });
});

async function rowsOf(id: string, pageSize: number): Promise<MessageRow[]> {
	const rows: MessageRow[] = [];
	for (;;) {
		const { rows: page, total } = await db.frames.page(id, { from: rows.length, count: pageSize });
		rows.push(...page);
		if (rows.length >= total || page.length === 0) return rows;
	}
}

test('latency and answers are those of the pairing, on both sides of a page and of a block', async () => {
	const frames = conversation(3 * BLOCK_ROWS);
	const { id } = await store(frames);
	const recorded = { connection: { handshake: null, path: '' }, frames, http: [] } as never;
	const messages = assembleMessages(frames);
	const expected = new Map<number, { answers: number; latencyUs: number }>();
	for (const { request, responses } of pairExchanges(recorded, decodeConnection(recorded)))
		for (const response of responses)
			if (request !== null)
				expected.set(response, {
					answers: request,
					latencyUs: (messages[response]?.atUs ?? 0) - (messages[request]?.atUs ?? 0),
				});
	const rows = await rowsOf(id, 333);
	const answered = rows.flatMap(({ n, answers, latencyUs }) => (answers === null ? [] : [[n, { answers, latencyUs }]]));
	expect(answered.length).toBeGreaterThan(BLOCK_ROWS / 3);
	expect(new Map(answered as never)).toEqual(expected);
	for (const { n, answeredBy } of rows) if (answeredBy !== null) expect(rows[answeredBy]).toMatchObject({ answers: n });
});

test('a live connection shows what came since, and completes its last message', async () => {
	const { id: recordingId } = await db.recordings.create({ name: 't', source: 't' });
	const connection = opened();
	await using writer = db.writer(recordingId, { flushMs: 100_000 });
	writer.open(connection);
	writer.frame(connection.id, frame(0, 'server', 'one ', { opcode: 1, fin: false }));
	await writer.flush();
	const page = () => db.frames.page(connection.id, { from: 0, count: 10 });
	expect(await page()).toMatchObject({ total: 1, rows: [{ incomplete: true, payloadBytes: 4 }] });
	writer.frame(connection.id, frame(1, 'client', 'x', { opcode: 9 }));
	writer.frame(connection.id, frame(2, 'server', 'two', { opcode: 0 }));
	await writer.flush();
	expect((await page()).rows).toMatchObject([
		{ n: 0, incomplete: false, payloadBytes: 7, frames: 2, lastSeq: 2 },
		{ n: 1, type: 'ping' },
	]);
	expect(String((await db.frames.byNumber(connection.id, 0))?.payload)).toBe('one two');
});

test('one row comes with its payload and its frames, without those between them', async () => {
	const frames = conversation(100);
	const { id } = await store(frames, 10);
	for (const message of assembleMessages(frames)) {
		const whole = await db.frames.byNumber(id, message.n);
		expect(Buffer.from(whole?.payload ?? []).toString()).toBe(Buffer.from(message.payload).toString());
		expect(whole?.wire.length).toBe(message.frames);
		expect(whole?.wire.every(({ sender }) => sender === message.sender)).toBe(true);
	}
	expect(await db.frames.byNumber(id, 10_000)).toBeNull();
});

test('counts come from counters', async () => {
	const frames = conversation(500);
	const { id } = await store(frames, 50);
	const messages = assembleMessages(frames);
	for (const sender of [undefined, 'client', 'server'] as const)
		for (const type of [undefined, 'text', 'ping', 'pong', 'binary', 'close'] as const)
			expect(await db.frames.count(id, { sender, type })).toBe(
				messages.filter((one) => (!sender || one.sender === sender) && (!type || one.type === type)).length,
			);
});

test('a search looks at every byte, across fragments, and stops at a page', async () => {
	const frames = conversation(3000);
	const { id } = await store(frames, 400);
	const messages = assembleMessages(frames);
	const hits = (needle: string) =>
		messages.filter(({ payload }) => Buffer.from(payload).toString().toLowerCase().includes(needle)).map(({ n }) => n);
	const search = async (filter: Parameters<Database['frames']['search']>[1]) => {
		const found: number[] = [];
		for (let from = 0, calls = 0; ; calls++) {
			const page = await db.frames.search(id, { ...filter, from });
			expect(page.rows.length).toBeLessThanOrEqual(filter.count);
			found.push(...page.rows.map(({ n }) => n));
			if (page.done) return { found, calls };
			from = page.nextFrom;
		}
	};
	// The needle lies across the border of two fragments.
	expect((await search({ text: 'NOTE NUMBER 3', count: 10 })).found).toEqual(hits('note number 3'));
	expect((await search({ text: '0x22736f6d657468696e6722', count: 10 })).found).toEqual([]);
	expect((await search({ text: `0x${Buffer.from('"id":77,').toString('hex')}`, count: 10 })).found).toEqual(
		hits('"id":77,'),
	);
	const { found, calls } = await search({ sender: 'client', types: ['ping'], count: 20 });
	expect(found).toEqual(messages.filter(({ type }) => type === 'ping').map(({ n }) => n));
	expect(calls).toBeGreaterThan(1);
	const kinds = await search({ kind: 'new', count: 100 });
	expect(kinds.found).toEqual(hits('"news"'));
	expect(await db.frames.search(id, { text: 'nowhere to be found', count: 5 })).toMatchObject({
		rows: [],
		done: true,
		scanned: messages.length,
		total: messages.length,
	});
});

test('the histogram puts each row where its time is', async () => {
	const frames = conversation(4000);
	const { id, recordingId } = await store(frames, 1300);
	const fromUs = OPENED_US;
	const toUs = frames.at(-1)?.atUs ?? 0;
	const messages = assembleMessages(frames);
	const expected = { client: new Array(7).fill(0), server: new Array(7).fill(0) };
	for (const { sender, firstAtUs } of messages)
		expected[sender][Math.min(6, Math.floor(((firstAtUs - fromUs) * 7) / (toUs - fromUs + 1)))]++;
	const range = { fromUs, toUs, buckets: 7 };
	expect(await db.frames.histogram({ connectionId: id, ...range })).toMatchObject(expected);
	expect(await db.frames.histogram({ recordingId, ...range })).toMatchObject(expected);
	const lines = await db.frames.sparklines([id], 24);
	expect(lines[id]).toHaveLength(24);
	expect(lines[id]?.reduce((sum, count) => sum + count, 0)).toBe(messages.length);
	expect(lines[id]?.every((count) => count > 0)).toBe(true);
});

test('a gap in the frames stays where it is', async () => {
	const frames = [frame(0, 'server', 'a'), frame(1, 'server', 'b'), frame(7, 'server', 'c'), frame(8, 'client', 'd')];
	const { id } = await store(frames);
	expect((await collect(db.frames.load(id))).map(({ seq }) => seq)).toEqual([0, 1, 7, 8]);
	expect((await collect(db.frames.load(id, { fromSeq: 3 }))).map(({ seq }) => seq)).toEqual([7, 8]);
	const { rows, total } = await db.frames.page(id, { from: 1, count: 2 });
	expect([total, ...rows.map(({ n, firstSeq }) => [n, firstSeq])]).toEqual([4, [1, 1], [2, 7]]);
});

test('no connection: said so', async () => {
	const missing = '0190a000-0000-7000-8000-000000000000';
	await expect(db.frames.page(missing, { from: 0, count: 1 })).rejects.toMatchObject({ code: 'not-found' });
	await expect(db.frames.page('x', { from: 0, count: 1 })).rejects.toMatchObject({ code: 'not-found' });
});
