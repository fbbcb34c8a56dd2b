import { encodeUtf8, type HttpExchange } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { client, conversation, type Line, server, snapshotOf } from '../../test/conversation.ts';
import { findCorrelations } from './find-correlations.ts';

const ids = (...lines: Line[]) => findCorrelations(snapshotOf(conversation(lines))).map(({ id }) => id);

describe('findCorrelations', () => {
	it('finds a value that the service made and the client sent later', () => {
		const [found] = findCorrelations(
			snapshotOf(
				conversation([
					server({ type: 'welcome', token: 'a81hd7q2' }),
					client({ type: 'auth', token: 'a81hd7q2' }),
					client({ type: 'get', auth: { token: 'a81hd7q2' } }),
					client({ type: 'auth', token: 'a81hd7q2' }),
				]),
			),
		);
		expect(found).toMatchObject({
			id: 'welcome $.token -> auth $.token',
			values: 1,
			example: 'a81hd7q2',
			evidence: 'Made by the service in welcome $.token, sent 2 times in auth $.token.',
		});
	});

	it('takes the place where it was sent last before the use', () => {
		const found = ids(
			server({ type: 'a', id: 'x81hd7q2' }),
			server({ type: 'b', id: 'x81hd7q2' }),
			client({ type: 'use', id: 'x81hd7q2' }),
		);
		expect(found).toEqual(['b $.id -> use $.id']);
	});

	it('follows a chain of dependent values', () => {
		const found = ids(
			server({ type: 'welcome', session: 's-1a2b3c' }),
			client({ type: 'order', session: 's-1a2b3c' }),
			server({ type: 'ordered', orderId: 's-1a2b3c-77' }),
			client({ type: 'list', orderId: 's-1a2b3c-77' }),
			server({ type: 'page', cursor: 'c81hd7q2x1' }),
			client({ type: 'next', cursor: 'c81hd7q2x1' }),
		);
		expect(found).toEqual([
			'welcome $.session -> order $.session',
			'ordered $.orderId -> list $.orderId',
			'page $.cursor -> next $.cursor',
		]);
	});

	it('leaves alone what the client sent first, though the service repeats it', () => {
		expect(
			ids(
				client({ type: 'ask', id: 'c-123456' }),
				server({ type: 'answer', id: 'c-123456' }),
				client({ type: 'ask', id: 'c-123456' }),
			),
		).toEqual([]);
	});

	it('leaves alone words, prose and small numbers', () => {
		expect(
			ids(
				server({ type: 'rooms', rooms: ['general'], count: 3, text: 'Nice to meet you 2' }),
				client({ type: 'join', room: 'general', n: 3, text: 'Nice to meet you 2' }),
			),
		).toEqual([]);
	});

	it('takes short values and small numbers where both places are called ids', () => {
		expect(ids(server({ type: 'created', orderId: 17 }), client({ type: 'cancel', orderId: 17, qty: 17 }))).toEqual([
			'created $.orderId -> cancel $.orderId',
		]);
	});

	it('keeps long numbers by their digits', () => {
		expect(
			ids(server('{"type":"a","id":12345678901234567890}'), client('{"type":"b","ref":12345678901234567890}')),
		).toEqual(['a $.id -> b $.ref']);
	});

	it('finds uses in handshakes and requests: cookie, header, query, path, subprotocol, body', () => {
		const login = conversation([], {
			id: 'login',
			http: [http({ setCookie: 'sid=c00k1e77; Path=/; HttpOnly', body: { token: 't0k3n-abc', user: 'u-900817' } })],
		});
		const use = conversation([]);
		const handshake = use.connection.handshake as NonNullable<typeof use.connection.handshake>;
		const later = (us: number) => ({
			requestAtUs: handshake.requestAtUs + us,
			responseAtUs: handshake.requestAtUs + us + 1,
		});
		const request = {
			...handshake.request,
			target: '/users/u-900817/ws?access=t0k3n-abc',
			headers: [
				['Cookie', 'theme=dark; sid=c00k1e77'],
				['Authorization', 'Bearer t0k3n-abc'],
				['Sec-WebSocket-Protocol', 'v1, token.t0k3n-abc'],
			] as const,
		};
		const second = { ...use, connection: { ...use.connection, handshake: { ...handshake, ...later(1e6), request } } };
		expect(findCorrelations(snapshotOf(login, second)).map(({ id }) => id)).toEqual([
			'POST /login $.user -> handshake target',
			'POST /login $.token -> handshake query access',
			'POST /login cookie sid -> handshake cookie sid',
			'POST /login $.token -> handshake header authorization',
			'POST /login $.token -> handshake subprotocol',
		]);
	});
});

function http({ setCookie, body }: { setCookie: string; body: object }): HttpExchange {
	const responseBody = encodeUtf8(JSON.stringify(body));
	const atUs = 1_700_000_000_000_000;
	return {
		n: 0,
		request: { method: 'POST', target: '/login?x=1', version: '1.1', headers: [] },
		requestBody: encodeUtf8('{"name":"ann"}'),
		requestAtUs: atUs,
		response: { status: 200, reason: '', version: '1.1', headers: [['Set-Cookie', setCookie]] },
		responseBody,
		responseAtUs: atUs + 10,
		endedAtUs: atUs + 20,
		truncated: false,
		requestBodyBytes: 14,
		responseBodyBytes: responseBody.length,
	};
}
