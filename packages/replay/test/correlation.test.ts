import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_TEST_CONFIG, evaluate } from '@refrain/assertions';
import type { Snapshot } from '@refrain/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { startReplay } from '../src/index.ts';
import { record } from './record.ts';

/**
 * A shop that makes every id itself: a login over HTTP gives a cookie and a token, the WebSocket wants both, its greeting gives a
 * session, an order gives an id made from the session, and its list a cursor signed with a secret of this instance.
 */
async function startShop() {
	const secret = randomBytes(16);
	const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 24);
	const [cookie, token] = [`c${sign('cookie')}`, `t${sign('token')}`];
	const http = createServer((_, response) => {
		response.setHeader('Set-Cookie', `sid=${cookie}; HttpOnly`);
		response.end(JSON.stringify({ token }));
	});
	const sockets = new WebSocketServer({
		server: http,
		verifyClient: ({ req }: { req: { url?: string; headers: { cookie?: string } } }) =>
			req.url === `/shop?access=${token}` && req.headers.cookie === `sid=${cookie}`,
	});
	sockets.on('connection', (socket) => serve(socket, sign));
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return {
		url: `127.0.0.1:${(http.address() as AddressInfo).port}`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets.clients) socket.terminate();
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
		},
	};
}

function serve(socket: WebSocket, sign: (text: string) => string): void {
	const session = `s-${sign(`${Math.random()}`)}`;
	const orderId = `${session}-7`;
	const say = (message: object) => socket.send(JSON.stringify(message));
	say({ type: 'welcome', session });
	socket.on('message', (data: RawData) => {
		const message = JSON.parse(`${data}`);
		if (message.type === 'order' && message.session === session)
			say({ type: 'ordered', orderId, link: `/orders/${orderId}`, item: message.item });
		else if (message.type === 'list' && message.orderId === orderId)
			say({ type: 'page', items: ['pen'], cursor: sign(orderId) });
		else if (message.type === 'next' && message.cursor === sign(orderId))
			say({ type: 'page', items: [], cursor: null });
		else say({ type: 'error', why: 'not yours' });
	});
}

/** What the client of the shop does; each step needs the answer to the one before. */
async function shop(port: number): Promise<void> {
	const login = await fetch(`http://127.0.0.1:${port}/login`, { headers: { connection: 'close' } });
	const { token } = (await login.json()) as { token: string };
	const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
	const socket = new WebSocket(`ws://127.0.0.1:${port}/shop?access=${token}`, { headers: { cookie } });
	const answers: { session: string; orderId: string; cursor: string }[] = [];
	const waiting: ((message: (typeof answers)[number]) => void)[] = [];
	socket.on('message', (data) => {
		const message = JSON.parse(`${data}`);
		const next = waiting.shift();
		if (next) next(message);
		else answers.push(message);
	});
	const answer = async () =>
		answers.shift() ?? new Promise<(typeof answers)[number]>((resolve) => waiting.push(resolve));
	const ask = (message: object) => {
		socket.send(JSON.stringify(message));
		return answer();
	};
	const { session } = await answer();
	const { orderId } = await ask({ type: 'order', session, item: 'pen' });
	const { cursor } = await ask({ type: 'list', orderId });
	await ask({ type: 'next', cursor });
	socket.close(1000);
	await once(socket, 'close');
}

describe('a service that makes its own ids', () => {
	let snapshot: Snapshot;
	beforeAll(async () => {
		await using recorded = await startShop();
		snapshot = await record(`ws://${recorded.url}`, shop);
	});

	it('is replayed against a fresh instance with no rule at all', async () => {
		await using fresh = await startShop();
		const observed = await startReplay({
			snapshot,
			target: `ws://${fresh.url}`,
			options: { timing: { mode: 'asap' } },
		});
		expect(observed.outcome.correlations?.map(({ id, applied, missed }) => [id, applied, missed])).toEqual([
			['GET /login $.token -> handshake query access', 1, 0],
			['GET /login cookie sid -> handshake cookie sid', 1, 0],
			['welcome $.session -> order $.session', 1, 0],
			['ordered $.orderId -> list $.orderId', 1, 0],
			['page $.cursor -> next $.cursor', 1, 0],
		]);
		const { summary, exchanges } = evaluate(snapshot, observed, DEFAULT_TEST_CONFIG);
		expect(summary.causes).toEqual([]);
		expect(summary.result).toBe('passed');
		const ordered = exchanges.find(({ label }) => label === 'order')?.messages[0];
		expect(ordered?.differences.map(({ path, ruleId }) => [path, ruleId])).toEqual([
			['$.orderId', 'follows'],
			['$.link', 'follows'],
		]);
	});

	it('fails where a correlation is switched off, and says so', async () => {
		await using fresh = await startShop();
		const off = ['page $.cursor -> next $.cursor'];
		const observed = await startReplay({
			snapshot,
			target: `ws://${fresh.url}`,
			options: { timing: { mode: 'asap' }, correlations: { off } },
		});
		const { summary } = evaluate(snapshot, observed, DEFAULT_TEST_CONFIG);
		expect(summary.result).toBe('failed');
		expect(observed.outcome.correlations).toHaveLength(4);
	});
});
