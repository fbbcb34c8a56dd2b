import type { Headers, HttpExchange } from '@refrain/protocol';
import type { RecordedConnection } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { connection, EPOCH_US } from '../../test/transcript.ts';
import { HttpPlan } from './http-plan.ts';

interface Sketch {
	target: string;
	answer: string;
	atMs?: number;
	heldMs?: number;
	method?: string;
	body?: string;
	headers?: Headers;
	responseHeaders?: Headers;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (payload: Uint8Array) => new TextDecoder().decode(payload);

function exchange(sketch: Sketch, n: number): HttpExchange {
	const { target, answer, method = 'GET', body = '', atMs = n, heldMs = 0 } = sketch;
	const requestAtUs = EPOCH_US + atMs * 1000;
	return {
		n,
		request: { method, target, version: '1.1', headers: sketch.headers ?? [] },
		requestBody: bytes(body),
		requestAtUs,
		response: { status: 200, reason: 'OK', version: '1.1', headers: sketch.responseHeaders ?? [] },
		responseBody: bytes(answer),
		responseAtUs: requestAtUs + heldMs * 1000,
		endedAtUs: null,
		truncated: false,
		requestBodyBytes: body.length,
		responseBodyBytes: answer.length,
	};
}

function planOf(sketches: readonly Sketch[], ...sockets: RecordedConnection[]): HttpPlan {
	const recorded = connection([]);
	const http = { ...recorded, connection: { ...recorded.connection, handshake: null }, http: sketches.map(exchange) };
	return new HttpPlan([http, ...sockets]);
}

function ask(plan: HttpPlan, target: string, more: { method?: string; body?: string; headers?: Headers } = {}) {
	const { method = 'GET', body = '', headers = [] } = more;
	const answer = plan.answer({ method, target, version: '1.1', headers, body: bytes(body) });
	return answer === null ? null : text(answer.session.bodyToLive(answer.exchange.responseBody));
}

describe('recorded HTTP', () => {
	it('answers by method, path, query and body', () => {
		const plan = planOf([
			{ target: '/a?page=1', answer: 'first' },
			{ target: '/a?page=2', answer: 'second' },
			{ target: '/a', method: 'POST', body: 'x', answer: 'posted x' },
			{ target: '/a', method: 'POST', body: 'y', answer: 'posted y' },
		]);
		expect(ask(plan, '/a?page=2')).toBe('second');
		expect(ask(plan, '/a?page=1')).toBe('first');
		expect(ask(plan, '/a', { method: 'POST', body: 'y' })).toBe('posted y');
		expect(ask(plan, '/a', { method: 'DELETE' })).toBeNull();
		expect(ask(plan, '/b')).toBeNull();
		expect(plan.addresses).toEqual(['GET /a', 'POST /a']);
	});

	it('gives equal requests their answers in turn, whatever is new on every request', () => {
		const plan = planOf([
			{ target: '/poll?t=abc', answer: 'one' },
			{ target: '/poll?t=def', answer: 'two' },
		]);
		expect([1, 2, 3].map((n) => ask(plan, `/poll?t=live${n}`))).toEqual(['one', 'two', 'one']);
	});

	it('gives each client session ids of its own, and to each the whole recording', () => {
		const plan = planOf([
			{
				target: '/open',
				answer: '{"sid":"SESSION-0001"}',
				responseHeaders: [['Set-Cookie', 'id=cookie-0001; Path=/']],
			},
			{ target: '/next?sid=SESSION-0001', answer: 'one of SESSION-0001' },
			{ target: '/next?sid=SESSION-0001', answer: 'two' },
			{ target: '/me', headers: [['Cookie', 'x=1; id=cookie-0001']], answer: 'you' },
		]);
		const sids = [1, 2].map(() => JSON.parse(ask(plan, '/open') ?? '').sid as string);
		expect(sids[0]).toBe('SESSION-0001');
		expect(sids[1]).not.toBe(sids[0]);
		expect(sids.map((sid) => ask(plan, `/next?sid=${sid}`))).toEqual(sids.map((sid) => `one of ${sid}`));
		expect(sids.map((sid) => ask(plan, `/next?sid=${sid}`))).toEqual(['two', 'two']);
		const request = { target: '/ws', headers: [['cookie', 'id=cookie-0001']] as Headers };
		expect(plan.sessionOf(request).toRecorded('/ws')).toBe('/ws');
		expect(plan.sessionOf({ target: `/ws?sid=${sids[1]}`, headers: [] }).toRecorded(`/ws?sid=${sids[1]}`)).toBe(
			'/ws?sid=SESSION-0001',
		);
	});

	it('knows which requests were held for a message on a WebSocket of the same client', async () => {
		const socket = connection([['client', 50, 'probe']], { target: '/ws?sid=SESSION-0001' });
		const plan = planOf(
			[
				{ target: '/open', answer: '{"sid":"SESSION-0001"}' },
				{ target: '/poll?sid=SESSION-0001', answer: 'released', atMs: 20, heldMs: 40 },
			],
			socket,
		);
		ask(plan, '/open');
		const answer = plan.answer({
			method: 'GET',
			target: '/poll?sid=SESSION-0001',
			version: '1.1',
			headers: [],
			body: bytes(''),
		});
		expect(answer?.cause).toEqual({ key: `${socket.connection.id} 0`, delayUs: 10_000 });
		let released = false;
		const waiting = answer?.session.untilSent(answer.cause?.key ?? '').then(() => {
			released = true;
		});
		await Promise.resolve();
		expect(released).toBe(false);
		answer?.session.noteSent(answer.cause?.key ?? '');
		await waiting;
		expect(released).toBe(true);
	});
});
