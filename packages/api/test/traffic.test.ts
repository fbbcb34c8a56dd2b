import type { Database } from '@refrain/db';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerOn, local } from './local.ts';
import { OPENED_US, recorded, STEP_US } from './recorded.ts';

let temporary: TemporaryDatabase;
let db: Database;
let ids: Awaited<ReturnType<typeof recorded>>;
let api: ReturnType<typeof local>;
beforeAll(async () => {
	temporary = await temporaryDatabase();
	db = temporary.db;
	ids = await recorded(db);
	api = local(db);
});
afterAll(() => temporary[Symbol.asyncDispose]());

const kinds = (rows: readonly { kind: string }[]) => rows.map(({ kind }) => kind);
const search = (conditions: Partial<Parameters<typeof api.traffic.search>[0]>) =>
	api.traffic.search({ connectionId: ids.socketId, from: 0, count: 100, ...conditions });

describe('browsing', () => {
	test('the tree has the actors and their connections, without heads', async () => {
		const { recordings, sessions, connections } = await api.traffic.tree({});
		expect(recordings).toMatchObject([{ name: 'orders', live: false, connections: 2 }]);
		expect(sessions).toContainEqual(expect.objectContaining({ rule: 'cookie', label: 'cookie sid=7' }));
		expect(connections.find(({ id }) => id === ids.socketId)).toMatchObject({
			kind: 'websocket',
			path: '/ws',
			status: 101,
			accepted: true,
			violations: 0,
			stat: { rows: 17, clientRows: 6, serverRows: 11 },
		});
		expect(connections.every((connection) => !('handshake' in connection))).toBe(true);
	});

	test('the status counts what there is', async () => {
		expect(await api.traffic.status()).toMatchObject({
			capturing: [],
			liveConnections: 0,
			connections: 2,
			frames: 17,
			droppedFrames: 0,
		});
	});

	test('rows come by position; one comes with its payload and wire frames', async () => {
		const { total, rows } = await api.traffic.frames({ connectionId: ids.socketId, from: 1, count: 2 });
		expect([total, kinds(rows)]).toEqual([17, ['order', 'ordered']]);
		const frame = await api.traffic.frame({ connectionId: ids.socketId, n: 1 });
		expect(Buffer.from(frame.payloadBase64, 'base64').toString()).toBe('{"type":"order","id":1}');
		expect(frame).toMatchObject({ truncated: false, wireFrames: 1, wire: [{ seq: 1, maskingKey: 7, opcode: 1 }] });
		const cut = await api.traffic.frame({ connectionId: ids.socketId, n: 1, limit: 4 });
		expect([Buffer.from(cut.payloadBase64, 'base64').toString(), cut.truncated]).toEqual(['{"ty', true]);
	});

	test('a frame that is not there is not found, in a sentence', async () => {
		await expect(api.traffic.frame({ connectionId: ids.socketId, n: 99 })).rejects.toMatchObject({
			code: 'NOT_FOUND',
			message: 'There is no frame 99 in this connection.',
		});
	});

	test('HTTP requests are listed by session and by connection, bodies apart', async () => {
		const http = (await api.traffic.tree({})).connections.find(({ id }) => id === ids.httpId);
		const bySession = await api.traffic.httpExchanges({ sessionId: http?.sessionId ?? '' });
		expect(bySession).toEqual(await api.traffic.httpExchanges({ connectionId: ids.httpId }));
		expect(bySession).toMatchObject([{ method: 'GET', target: '/health', status: 200, durationUs: 3_000 }]);
		const { responseBodyBase64 } = await api.traffic.httpExchange({ connectionId: ids.httpId, n: 0 });
		expect(Buffer.from(responseBodyBase64, 'base64').toString()).toBe('{"ok":true}');
	});

	test('timeline and sparklines count every frame once', async () => {
		const toUs = OPENED_US + 17 * STEP_US;
		const span = { connectionId: ids.socketId, fromUs: OPENED_US, toUs, buckets: 20 };
		const { client, server } = await api.traffic.histogram(span);
		const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
		expect([sum(client), sum(server)]).toEqual([6, 11]);
		const lines = await api.traffic.sparklines({ ids: [ids.socketId], buckets: 8 });
		expect(sum(lines[ids.socketId] ?? [])).toBe(17);
	});

	test.each([
		[0, 0],
		[OPENED_US + STEP_US, 0],
		[OPENED_US + STEP_US + 1, 1],
		[OPENED_US + 5 * STEP_US, 4],
		[OPENED_US * 2, 17],
	])('the first row at or after %d is %d', async (atUs, from) => {
		expect(await api.traffic.rowAt({ connectionId: ids.socketId, atUs })).toEqual({ from, total: 17 });
	});
});

describe('from one frame to another', () => {
	test('an exchange is found from its request and from its answer', async () => {
		const fromRequest = await api.traffic.exchange({ connectionId: ids.socketId, n: 4 });
		expect(fromRequest).toMatchObject({ request: { n: 4, kind: 'order' }, complete: true });
		expect(fromRequest.answers.map(({ n }) => n)).toContain(5);
		expect(await api.traffic.exchange({ connectionId: ids.socketId, n: 5 })).toEqual(fromRequest);
	});

	test('a push is an exchange of its own', async () => {
		expect(await api.traffic.exchange({ connectionId: ids.socketId, n: 0 })).toMatchObject({
			request: null,
			answers: [{ n: 0, kind: 'welcome' }],
		});
	});

	test('the nearest of the same kind and sender, both ways', async () => {
		const near = async (n: number, direction: 'before' | 'after', kind = 'tick') =>
			(await api.traffic.neighbour({ connectionId: ids.socketId, n, sender: 'server', kind, direction }))?.n ?? null;
		expect([await near(6, 'before'), await near(6, 'after')]).toEqual([3, 9]);
		expect([await near(3, 'before'), await near(15, 'after'), await near(3, 'after', 'nothing')]).toEqual([
			null,
			null,
			null,
		]);
	});
});

describe('filtering', () => {
	const is = (...values: string[]) => ({ values, negated: false });
	const not = (...values: string[]) => ({ values, negated: true });

	test.each([
		[{}, 17],
		[{ sender: 'client' as const }, 6],
		[{ types: ['ping' as const] }, 1],
		[{ types: [] }, 0],
		[{ kinds: [is('order')] }, 10],
		[{ kinds: [is('order*')] }, 10],
		[{ kinds: [is('order', 'welcome')] }, 11],
		[{ kinds: [not('tick', 'ping'), not('welcome')] }, 10],
		[{ texts: [is('INSUFFICIENT stock')] }, 1],
		[{ texts: [is('"id":3'), is('fine')] }, 0],
		[{ texts: [is('ordered'), not('fine')] }, 1],
		[{ sender: 'server' as const, kinds: [is('ordered')], texts: [is('fine')] }, 4],
	])('%o lets %d rows through', async (conditions, count) => {
		const found = await search(conditions);
		expect([found.rows.length, found.done]).toEqual([count, true]);
	});

	test('a full page says where to go on', async () => {
		const first = await search({ kinds: [is('tick')], count: 2 });
		expect(first.rows.map(({ n }) => n)).toEqual([3, 6]);
		expect(first.done).toBe(false);
		const rest = await search({ kinds: [is('tick')], from: first.nextFrom });
		expect([rest.rows.map(({ n }) => n), rest.done]).toEqual([[9, 12, 15], true]);
	});
});

describe('captures and the demo', () => {
	test('starting one stores it with its recording and its job; stopping it before a worker came ends both', async () => {
		const { id, recordingId } = await api.captures.start({ target: 'localhost:8080', port: 4143 });
		expect(await api.captures.get({ id })).toMatchObject({
			name: 'localhost:8080',
			target: 'ws://localhost:8080',
			listenHost: '127.0.0.1',
			port: 4143,
			state: 'queued',
		});
		await api.captures.stop({ id });
		expect(await api.captures.get({ id })).toMatchObject({ state: 'stopped' });
		const recordings = await api.captures.recordings();
		expect(recordings.find((one) => one.id === recordingId)?.live).toBe(false);
	});

	test.each([
		[{ target: 'ftp://x', port: 1 }, 'The target must be an address such as ws://localhost:8080.'],
		[{ target: 'ws://x', port: 65_536 }, 'A port is a number from 0 to 65535.'],
	])('%o is refused with a reason', async (input, sentence) => {
		await expect(api.captures.start(input)).rejects.toThrow(sentence);
	});

	test('recordings are renamed, and deleted unless a snapshot needs them', async () => {
		await api.captures.renameRecording({ id: ids.recordingId, name: 'checkout' });
		const { id } = await api.snapshots.create({ name: 's', connections: [{ connectionId: ids.socketId }] });
		await expect(api.captures.removeRecording({ id: ids.recordingId })).rejects.toThrow('Delete them first');
		await api.snapshots.remove({ id });
		expect(await api.captures.recordings()).toContainEqual(expect.objectContaining({ name: 'checkout' }));
	});

	test('the demo is started once, however often it is asked for', async () => {
		const first = await api.demo.start();
		expect(await api.demo.start()).toEqual(first);
		expect(await api.demo.status()).toMatchObject({ up: true, job: { id: first.jobId, kind: 'demo' } });
		await api.demo.stop();
		expect(await api.demo.status()).toMatchObject({ up: false });
		expect(await api.demo.start()).not.toEqual(first);
	});
});

test('ticks tell what grew, and that other things changed', async () => {
	const ticks = (await api.traffic.updates())[Symbol.asyncIterator]();
	expect((await ticks.next()).value).toEqual({ connections: {}, recordings: [], topics: [] });
	const { recordingId, socketId } = await recorded(db);
	await api.captures.start({ target: 'ws://x', port: 0 });
	const seen: { rows: Record<string, number>; recordings: Set<string>; topics: Set<string> } = {
		rows: {},
		recordings: new Set(),
		topics: new Set(),
	};
	while (seen.rows[socketId] !== 17 || !seen.topics.has('job')) {
		const { value: tick } = await ticks.next();
		for (const [id, { rows }] of Object.entries(tick?.connections ?? {})) seen.rows[id] = rows;
		for (const id of tick?.recordings ?? []) seen.recordings.add(id);
		for (const topic of tick?.topics ?? []) seen.topics.add(topic);
	}
	expect(seen.recordings).toContain(recordingId);
	await ticks.return?.();
});

test('another machine, or another page, sees nothing of it', async () => {
	const stranger = callerOn(db, 'evil.example');
	await expect(stranger.traffic.tree({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await expect(stranger.captures.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await expect(stranger.demo.start()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
