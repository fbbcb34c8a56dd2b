import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MockError, startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { connection, snapshot } from './transcript.ts';

/** Status, headers and body that a client is refused with. */
async function refusal(url: string, options: { headers?: Record<string, string>; protocols?: string[] } = {}) {
	const socket = new WebSocket(url, options.protocols ?? [], { headers: options.headers ?? {} });
	socket.on('error', () => undefined);
	const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
	let body = '';
	for await (const chunk of response) body += chunk;
	return { status: response.statusCode, headers: response.headers, body };
}

describe('handshakes', () => {
	it('are refused as recorded, accepted as recorded, by what the client carries', async () => {
		const refused = connection([], {
			status: 401,
			responseBody: '{"error":"who are you?"}',
			responseHeaders: [
				['WWW-Authenticate', 'Bearer'],
				['Content-Type', 'application/json'],
				['Content-Length', '999'],
			],
		});
		const accepted = connection([['server', 1, 'welcome']], {
			requestHeaders: [['Authorization', 'Bearer recorded']],
			responseHeaders: [
				['Set-Cookie', 'a=1'],
				['Set-Cookie', 'b=2'],
				['X-Served-By', 'node-7'],
				['Connection', 'Upgrade'],
			],
		});
		await using mock = await startMock({ snapshot: snapshot(refused, accepted) });
		const { status, headers, body } = await refusal(`${mock.url}/ws`);
		expect([status, body, headers['www-authenticate']]).toEqual([401, '{"error":"who are you?"}', 'Bearer']);
		const socket = new WebSocket(`${mock.url}/ws`, { headers: { authorization: 'Bearer another' } });
		const [response] = (await once(socket, 'upgrade')) as [IncomingMessage];
		expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
		expect(response.headers['x-served-by']).toBe('node-7');
		socket.terminate();
	});

	it('choose the recorded subprotocol where the client offers it', async () => {
		const recorded = connection([], {
			subprotocol: 'v2.chat',
			requestHeaders: [['Sec-WebSocket-Protocol', 'v1.chat, v2.chat']],
		});
		await using mock = await startMock({ snapshot: snapshot(recorded) });
		const chosen = async (protocols: string[]) => {
			await using client = await TestClient.open(`${mock.url}/ws`, { protocols });
			return client.socket.protocol;
		};
		expect([await chosen(['v1.chat', 'v2.chat']), await chosen(['v3.chat', 'v4.chat'])]).toEqual([
			'v2.chat',
			'v3.chat',
		]);
	});

	it('say where there is something, and what is wrong with a request', async () => {
		await using mock = await startMock({ snapshot: snapshot(connection([], { target: '/socket?room=1' })) });
		const { status, body } = await refusal(`${mock.url}/elsewhere`);
		expect([status, body]).toEqual([404, expect.stringContaining('recorded: /socket')]);
		const bad = await fetch(`http://127.0.0.1:${mock.port}/socket`);
		expect([bad.status, await bad.text()]).toEqual([404, expect.stringContaining('GET /socket was not recorded')]);
		expect(mock.stats()).toMatchObject({ refused: 1, connections: 0 });
	});

	it('pick the recorded connection whose query is likest, then each in turn', async () => {
		const room = (name: string, n: number) =>
			connection([['server', 1, `${name} ${n}`]], { target: `/ws?room=${name}` });
		await using mock = await startMock({ snapshot: snapshot(room('a', 1), room('b', 1), room('a', 2)) });
		const greeting = async (query: string) => {
			await using client = await TestClient.open(`${mock.url}/ws?room=${query}`);
			await client.until(() => client.received.length === 1);
			return client.received[0];
		};
		const greetings = [];
		for (const query of ['b', 'a', 'a', 'a', 'b']) greetings.push(await greeting(query));
		expect(greetings).toEqual(['b 1', 'a 1', 'a 2', 'a 1', 'b 1']);
	});
});

describe('a mock that cannot be', () => {
	it.each([
		['NOTHING_TO_SERVE', { snapshot: snapshot() }],
		['BAD_OPTIONS', { snapshot: snapshot(connection([])), options: { speed: 0 } }],
		['CANNOT_LISTEN', { snapshot: snapshot(connection([])), host: '203.0.113.1' }],
	])('%s', async (code, input) => {
		const error = await startMock(input).catch((failure: unknown) => failure);
		expect(error).toBeInstanceOf(MockError);
		expect(error).toMatchObject({ code });
	});

	it('PORT_IN_USE', async () => {
		await using mock = await startMock({ snapshot: snapshot(connection([])) });
		await expect(startMock({ snapshot: snapshot(connection([])), port: mock.port })).rejects.toMatchObject({
			code: 'PORT_IN_USE',
			message: expect.stringContaining(`Port ${mock.port} on 127.0.0.1 is in use`),
		});
	});
});

describe('many and hostile clients', () => {
	it('a deflate bomb gets 1009, half-open and slow ones harm nobody', async () => {
		await using mock = await startMock({
			snapshot: snapshot(connection([['server', 1, 'hello']])),
			maxMessageBytes: 1_000_000,
		});
		const bomb = await TestClient.open(`${mock.url}/ws`, { perMessageDeflate: { threshold: 0 } });
		bomb.socket.send(new Uint8Array(50_000_000));
		expect((await bomb.closed).code).toBe(1009);
		const clients = await Promise.all(Array.from({ length: 200 }, () => TestClient.open(`${mock.url}/ws`)));
		for (const client of clients.slice(0, 100)) client.socket.terminate();
		await expect.poll(() => mock.stats().openConnections).toBe(100);
		await using last = await TestClient.open(`${mock.url}/ws`);
		await last.until(() => last.received.length === 1);
		for (const client of clients) client.socket.terminate();
	});
});
