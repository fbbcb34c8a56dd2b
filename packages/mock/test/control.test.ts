import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { connection, snapshot } from './transcript.ts';

const recorded = snapshot(
	connection([
		['client', 1, { type: 'ask' }],
		['server', 2, { type: 'answer' }],
	]),
);

async function call(port: number, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
	const response = await fetch(`http://127.0.0.1:${port}/__refrain/${path}`, {
		method,
		headers,
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: (await response.json()) as Record<string, never> };
}

describe('the control API', () => {
	it('pushes to one client, or to all', async () => {
		await using mock = await startMock({ snapshot: recorded });
		await using one = await TestClient.open(`${mock.url}/ws`);
		await using two = await TestClient.open(`${mock.url}/ws?x=1`);
		expect((await call(mock.port, 'POST', 'push', { message: { news: 1 }, connections: [2] })).body).toEqual({
			delivered: 1,
		});
		expect((await call(mock.port, 'POST', 'push', { message: 'to all', path: '/ws' })).body).toEqual({ delivered: 2 });
		await Promise.all([one.until(() => one.received.length === 1), two.until(() => two.received.length === 2)]);
		expect([one.received, two.received]).toEqual([['to all'], ['{"news":1}', 'to all']]);
	});

	it('tells the log, figures and connections, and starts them over', async () => {
		await using mock = await startMock({ snapshot: recorded });
		await using client = await TestClient.open(`${mock.url}/ws`);
		client.send({ type: 'ask' });
		client.send({ type: 'unheard of' });
		await client.until(() => client.received.length === 2);
		const { body: log } = await call(mock.port, 'GET', 'log?result=miss');
		expect(log.entries).toMatchObject([{ kind: 'unheard of', decision: 'NO_MATCH' }]);
		expect((await call(mock.port, 'GET', 'stats')).body).toMatchObject({ hits: 1, misses: 1, hitRate: 0.5 });
		expect((await call(mock.port, 'GET', 'connections')).body).toMatchObject({
			connections: [{ connection: 1, path: '/ws' }],
		});
		await call(mock.port, 'POST', 'reset');
		expect((await call(mock.port, 'GET', 'stats')).body).toMatchObject({ hits: 0, misses: 0, hitRate: null });
	});

	it('changes options of connections that are open, and closes them', async () => {
		await using mock = await startMock({ snapshot: recorded });
		await using client = await TestClient.open(`${mock.url}/ws`);
		await call(mock.port, 'PATCH', 'options', { rules: [{ when: { message: {} }, do: [{ send: 'by rule' }] }] });
		client.send('anything');
		await client.until(() => client.received.length === 1);
		expect(client.received).toEqual(['by rule']);
		await call(mock.port, 'POST', 'close', { code: 4000, reason: 'enough' });
		expect(await client.closed).toEqual({ code: 4000, reason: 'enough' });
	});

	it('tells what would make a miss match, and what that would do to the hit rate', async () => {
		const order = (sku: string, price: number) => ({ type: 'order', sku, mood: 'good', price });
		const orders = snapshot(
			connection([
				['client', 1, order('A', 1)],
				['server', 2, { total: 10 }],
				['client', 3, order('B', 2)],
				['server', 4, { total: 20 }],
			]),
		);
		await using mock = await startMock({ snapshot: orders });
		await using client = await TestClient.open(`${mock.url}/ws`);
		for (const message of [order('A', 1), { ...order('A', 1), mood: 'bad' }, { ...order('B', 2), mood: 'odd' }])
			client.send(message);
		await client.until(() => client.received.length === 3);
		const miss = mock.entries.find(({ decision }) => decision === 'NO_MATCH')?.n;
		const { body } = await call(mock.port, 'GET', `suggestions?miss=${miss}`);
		expect(body.suggestions).toMatchObject([
			{ label: 'Ignore $.mood', changes: { ignore: ['$.mood'] }, projected: { hits: 3, misses: 0, hitRate: 1 } },
			{ label: 'Ignore $.sku, $.mood, $.price' },
			{ label: 'Match by kind and order' },
			{ label: 'Match by order only' },
		]);
		expect(mock.project({ strictness: 'exact' })).toEqual({ hits: 1, misses: 2, hitRate: 1 / 3 });
		expect(mock.suggest(9_999)).toEqual([]);
		await call(mock.port, 'PATCH', 'options', { ignore: ['$.mood'] });
		client.send({ ...order('B', 2), mood: 'new' });
		await client.until(() => client.received.length === 4);
		expect(client.received[3]).toBe('{"total":20}');
	});

	it('says what is wrong with a call', async () => {
		await using mock = await startMock({ snapshot: recorded });
		expect(await call(mock.port, 'POST', 'push', { connections: 'all' })).toMatchObject({
			status: 400,
			body: { error: expect.stringContaining('Field "') },
		});
		expect((await call(mock.port, 'PATCH', 'options', { speed: -1 })).body.error).toMatch(/Mock option "speed"/);
		expect((await call(mock.port, 'GET', 'nothing')).status).toBe(404);
		const foreign = await call(mock.port, 'POST', 'reset', undefined, { origin: 'http://evil.test' });
		expect(foreign.status).toBe(403);
		expect((await call(mock.port, 'GET', '')).body.calls).toContain('POST /__refrain/push');
	});
});

describe('faults of handshakes and connections', () => {
	it('refuse, and never answer', async () => {
		await using mock = await startMock({
			snapshot: recorded,
			options: { faults: [{ effect: { do: 'refuse', status: 503 } }] },
		});
		await expect(TestClient.open(`${mock.url}/ws`)).rejects.toThrow('503');
		mock.setOptions({ faults: [{ effect: { do: 'ignore' } }] });
		const socket = connect(mock.port, '127.0.0.1');
		socket.write(
			'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
		);
		let bytes = 0;
		socket.on('data', (chunk) => {
			bytes += chunk.length;
		});
		const failed = () => mock.entries.filter(({ reason }) => reason === 'fault "fault"').length;
		await expect.poll(failed).toBe(2);
		mock.setOptions({ faults: [] });
		await using other = await TestClient.open(`${mock.url}/ws`);
		other.send({ type: 'ask' });
		await other.until(() => other.received.length === 1);
		expect(bytes).toBe(0);
		socket.destroy();
	});

	it('reset the connection', async () => {
		await using mock = await startMock({ snapshot: recorded, options: { faults: [{ effect: { do: 'reset' } }] } });
		const client = await TestClient.open(`${mock.url}/ws`);
		client.socket.on('error', () => undefined);
		client.send({ type: 'ask' });
		expect((await client.closed).code).toBe(1006);
	});
});

describe('rules across connections', () => {
	it('speak to the others', async () => {
		const rules = [{ when: { message: { kind: 'say' } }, do: [{ send: '{{message.text}}', to: 'others' as const }] }];
		await using mock = await startMock({ snapshot: recorded, options: { rules } });
		await using one = await TestClient.open(`${mock.url}/ws`);
		await using two = await TestClient.open(`${mock.url}/ws`);
		one.send({ type: 'say', text: 'hello' });
		await two.until(() => two.received.length === 1);
		expect([one.received, two.received]).toEqual([[], ['hello']]);
	});
});

describe('reloading', () => {
	it('serves the new recording to new connections and lets open ones go on', async () => {
		await using mock = await startMock({ snapshot: recorded });
		await using old = await TestClient.open(`${mock.url}/ws`);
		mock.reload(
			snapshot(
				connection([
					['client', 1, { type: 'ask' }],
					['server', 2, { type: 'new answer' }],
				]),
			),
		);
		await using fresh = await TestClient.open(`${mock.url}/ws`);
		for (const client of [old, fresh]) {
			client.send({ type: 'ask' });
			await client.until(() => client.received.length === 1);
		}
		expect([old.received, fresh.received]).toEqual([['{"type":"answer"}'], ['{"type":"new answer"}']]);
	});

	it('starts and stops quickly', async () => {
		for (let n = 0; n < 20; n++) {
			const mock = await startMock({ snapshot: recorded });
			const client = await TestClient.open(`${mock.url}/ws`);
			const closed = once(client.socket, 'close');
			await mock.stop();
			expect(await closed).toEqual([1006, Buffer.alloc(0)]);
		}
	});
});
