import { createHash, randomBytes } from 'node:crypto';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { assembleMessages, type Frame } from '@refrain/traffic';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TrafficNotice } from '../src/index.ts';
import { collect, frame, handshake, OPENED_US, opened, plain } from './recorded.ts';

let temporary: TemporaryDatabase;
beforeAll(async () => {
	temporary = await temporaryDatabase();
});
afterAll(() => temporary[Symbol.asyncDispose]());

async function recording(): Promise<string> {
	return (await temporary.db.recordings.create({ name: 'test', source: 'test' })).id;
}

const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> => {
	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	try {
		return (await client.query<Row>(text, values)).rows;
	} finally {
		await client.end();
	}
};

/** Every field away from its usual value somewhere, times that go back, lengths at all borders. */
function awkwardFrames(): Frame[] {
	const lengths = [0, 1, 125, 126, 65535, 65536];
	const frames = lengths.flatMap((length, index) => [
		frame(2 * index, 'client', randomBytes(length)),
		frame(2 * index + 1, 'server', randomBytes(length), { compressed: true, rsv1: true, wirePayloadBytes: 17 }),
	]);
	const next = frames.length;
	return [
		...frames,
		frame(next, 'client', 'frag', { fin: false, maskingKey: 0xffffffff }),
		frame(next + 1, 'server', 'ping!', { opcode: 9, rsv2: true, rsv3: true }),
		frame(next + 2, 'client', 'ment', { opcode: 0, maskingKey: 0 }),
		frame(next + 3, 'client', 'lone', { opcode: 0, maskingKey: null, wireBytes: 999 }),
		frame(next + 4, 'server', 'reserved', { opcode: 11, inflateFailed: true, atUs: OPENED_US - 5_000_000 }),
		frame(next + 5, 'server', 'far', { atUs: OPENED_US + 4_000_000_000_000 }),
		frame(next + 6, 'server', '\u0000 \ud83d\ude00', { atUs: OPENED_US }),
		frame(next + 7, 'server', Buffer.from([0x03, 0xe8]), { opcode: 8 }),
	];
}

test('frames come back as they were given, in order, whatever they hold', async () => {
	const recordingId = await recording();
	const connection = opened();
	const frames = awkwardFrames();
	await using writer = temporary.db.writer(recordingId);
	writer.open(connection);
	writer.handshake(connection.id, handshake());
	for (const one of frames) writer.frame(connection.id, one);
	await writer.flush();

	const loaded = await collect(temporary.db.frames.load(connection.id));
	expect(loaded.map(plain)).toEqual(frames.map(plain));
	const { stat } = await temporary.db.connections.get(connection.id);
	const rows = assembleMessages(frames);
	expect(stat).toEqual({
		rows: rows.length,
		frames: frames.length,
		clientRows: rows.filter(({ sender }) => sender === 'client').length,
		serverRows: rows.filter(({ sender }) => sender === 'server').length,
		clientBytes: sum(frames, 'client'),
		serverBytes: sum(frames, 'server'),
		wireBytes: frames.reduce((total, { wireBytes }) => total + wireBytes, 0),
		firstAtUs: OPENED_US + 1000,
		lastAtUs: OPENED_US + 4_000_000_000_000,
	});
	expect(await collect(temporary.db.frames.load(connection.id, { fromSeq: 3, toSeq: 5 }))).toHaveLength(3);
});

function sum(frames: readonly Frame[], sender: string): number {
	return frames.filter((one) => one.sender === sender).reduce((total, { payload }) => total + payload.byteLength, 0);
}

test('payloads above 1 MiB are stored in parts and come back whole', async () => {
	const recordingId = await recording();
	const connection = opened();
	const large = randomBytes(5 * 1024 * 1024 + 7);
	const text = Buffer.from(`{"a":"${'x'.repeat(3 * 1024 * 1024)}"}`);
	await using writer = temporary.db.writer(recordingId);
	writer.open(connection);
	writer.frame(connection.id, frame(0, 'server', large));
	writer.frame(connection.id, frame(1, 'client', text, { opcode: 1 }));
	await writer.flush();

	const loaded = await collect(temporary.db.frames.load(connection.id));
	expect(loaded.map(({ payload }) => digest(payload))).toEqual([digest(large), digest(text)]);
	expect(await sql('select count(*)::int as parts from frame_blob where connection_id = $1', [connection.id])).toEqual([
		{ parts: 6 + 4 },
	]);
	const { rows } = await temporary.db.frames.page(connection.id, { from: 0, count: 10 });
	expect(rows.map(({ payloadBytes }) => payloadBytes)).toEqual([large.byteLength, text.byteLength]);
	const whole = await temporary.db.frames.byNumber(connection.id, 1);
	expect(digest(whole?.payload ?? Buffer.alloc(0))).toBe(digest(text));
	const { rows: hits } = await temporary.db.frames.search(connection.id, { text: 'xx"}', count: 5 });
	expect(hits.map(({ n }) => n)).toEqual([1]);
});

test('what does not compress is kept apart from the buffers that are used again, and from those of the caller', async () => {
	const recordingId = await recording();
	const connection = opened();
	await using writer = temporary.db.writer(recordingId, { flushMs: 1 });
	writer.open(connection);
	const expected: string[] = [];
	const reused = Buffer.alloc(2 * 1024 * 1024);
	for (let seq = 0; seq < 60; seq++) {
		const payload = reused.subarray(0, seq % 20 === 19 ? reused.byteLength : 100_000);
		payload.set(randomBytes(payload.byteLength));
		expected.push(digest(payload));
		writer.frame(connection.id, frame(seq, 'server', payload));
		reused.fill(0);
		if (seq % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 3));
	}
	await writer.flush();
	const loaded = await collect(temporary.db.frames.load(connection.id));
	expect(loaded.map(({ payload }) => digest(payload))).toEqual(expected);
});

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a connection is stored with all its facts', async () => {
	const recordingId = await recording();
	const connection = opened({ tls: true });
	const shaken = handshake({
		request: {
			method: 'GET',
			target: '/nul\u0000path',
			version: '1.1',
			headers: [
				['Host', 'h'],
				['Cookie', 'sid=4711'],
				['X-Odd', 'nul \u0000, half \ud800'],
			],
		},
		response: {
			status: 401,
			reason: 'No',
			version: '1.1',
			headers: [
				['A', '1'],
				['A', '2'],
			],
		},
		responseBody: Buffer.from('not you'),
		accepted: false,
		subprotocol: 'chat',
		extensions: 'permessage-deflate',
	});
	const violation = {
		code: 'bad-utf8',
		section: 'RFC 6455 8.1',
		message: 'm',
		sender: 'client',
		atUs: OPENED_US,
		offset: 3,
		bytes: Buffer.from([0xff]),
	} as const;
	const exchange = {
		n: 0,
		request: { method: 'POST', target: '/x', version: '1.1', headers: [] },
		requestBody: Buffer.from('q\u0000'),
		requestAtUs: OPENED_US,
		response: null,
		responseBody: new Uint8Array(),
		responseAtUs: null,
		endedAtUs: OPENED_US + 1,
		truncated: false,
		requestBodyBytes: 2,
		responseBodyBytes: 0,
	};
	const close = { code: 1000, reason: 'b\u0000ye', by: 'server', frame: true, tcp: 'fin' } as const;
	await using writer = temporary.db.writer(recordingId);
	writer.open(connection);
	writer.handshake(connection.id, shaken);
	writer.http(connection.id, exchange);
	writer.violation(connection.id, violation);
	writer.close(connection.id, close, OPENED_US + 9);
	await writer.flush();

	const row = await temporary.db.connections.get(connection.id);
	expect(row).toMatchObject({
		recordingId,
		kind: 'websocket',
		openedAtUs: OPENED_US,
		closedAtUs: OPENED_US + 9,
		clientAddress: connection.clientAddress,
		tls: true,
		host: 'h',
		path: '/nul\uFFFDpath',
		close,
		droppedFrames: 0,
		endedBecause: null,
		session: { key: 'cookie:sid=4711', rule: 'cookie' },
	});
	expect(row.handshake).toEqual({ ...shaken, responseBody: expect.anything() });
	expect(Buffer.from(row.handshake?.responseBody ?? []).toString()).toBe('not you');
	expect(row.violations.map((found) => ({ ...found, bytes: [...found.bytes] }))).toEqual([
		{ ...violation, bytes: [0xff] },
	]);
	const [stored] = await temporary.db.connections.httpExchanges(connection.id);
	expect({ ...stored, requestBody: String(stored?.requestBody) }).toEqual({
		...exchange,
		requestBody: 'q\u0000',
		responseBody: expect.anything(),
	});
});

test('the first message can name the session; empty sessions are not listed', async () => {
	const recordingId = await recording();
	const connection = opened();
	await using writer = temporary.db.writer(recordingId);
	writer.open(connection);
	writer.handshake(connection.id, handshake());
	await writer.flush();
	expect(await temporary.db.sessions.list({ recordingId })).toMatchObject([{ label: '127.0.0.1', connections: 1 }]);
	writer.frame(connection.id, frame(0, 'client', '{"userId":7}'));
	await writer.flush();
	expect(await temporary.db.sessions.list({ recordingId })).toMatchObject([
		{ key: 'first-message:userId=7', connections: 1 },
	]);
});

test('each flush says what changed', async () => {
	const recordingId = await recording();
	const connection = opened();
	const notices: TrafficNotice[] = [];
	const stop = await temporary.db.notifications.listen('traffic', (payload) => notices.push(JSON.parse(payload)));
	await using writer = temporary.db.writer(recordingId, { flushMs: 10 });
	writer.open(connection);
	for (let seq = 0; seq < 3; seq++)
		writer.frame(connection.id, frame(seq, 'server', 'x', { fin: seq !== 1, opcode: 1 }));
	await expect
		.poll(() => notices.filter((notice) => notice.recordingId === recordingId).at(-1))
		.toEqual({ recordingId, connections: [{ id: connection.id, rows: 3, frames: 3 }] });
	await stop();
});

test('what trickles in is merged when the connection ends, and nothing is lost by it', async () => {
	const recordingId = await recording();
	const connection = opened();
	const frames = Array.from({ length: 200 }, (_, seq) => frame(seq, seq % 3 ? 'server' : 'client', `{"n":${seq}}`));
	await using writer = temporary.db.writer(recordingId, { flushMs: 100_000 });
	writer.open(connection);
	for (const one of frames.slice(0, 150)) {
		writer.frame(connection.id, one);
		await writer.flush();
	}
	const chunks = () =>
		sql<{ frames: number }>('select frames from frame_chunk where connection_id = $1 order by first_seq', [
			connection.id,
		]);
	const open = await chunks();
	expect(open.length).toBeLessThan(80);
	expect(open.reduce((total, chunk) => total + chunk.frames, 0)).toBe(150);
	for (const one of frames.slice(150)) {
		writer.frame(connection.id, one);
		await writer.flush();
	}
	writer.close(connection.id, { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' }, OPENED_US + 300_000);
	await writer.flush();
	expect(await chunks()).toEqual([{ frames: 200 }]);
	expect((await collect(temporary.db.frames.load(connection.id))).map(plain)).toEqual(frames.map(plain));
	const { rows } = await temporary.db.frames.page(connection.id, { from: 90, count: 20 });
	expect(rows.map(({ n, firstSeq }) => [n, firstSeq])).toEqual(
		Array.from({ length: 20 }, (_, at) => [90 + at, 90 + at]),
	);
});
