import { describe, expect, test } from 'vitest';
import { byteByByte, cutAt, lend } from '../test/support/cut.ts';
import { ascii } from '../test/support/hex.ts';
import { violationsOf } from '../test/support/upgrade.ts';
import vectors from '../test/vectors/http.json' with { type: 'json' };
import type { ConversationEvent } from './events.ts';
import { HttpConversation } from './http-conversation.ts';

type Cut = (bytes: Uint8Array) => Uint8Array[];

function converse(requests: string, responses: string, cut: Cut): ConversationEvent[] {
	const http = new HttpConversation(undefined);
	const events = [
		...cut(ascii(requests)).flatMap((part) => lend(part, (lent) => http.push('client', lent, 1))),
		...cut(ascii(responses)).flatMap((part) => lend(part, (lent) => http.push('server', lent, 2))),
	];
	return [...events, ...http.end('server', 3), ...http.finish(4)];
}

function exchangesOf(events: readonly ConversationEvent[]) {
	return events.flatMap((event) => (event.type === 'http' ? [event.exchange] : []));
}

describe.each(vectors)('$name ($section)', ({ requests, responses, splits, exchanges, violations = [] }) => {
	test.each<[string, Cut]>([
		['whole', (bytes) => [bytes]],
		['cut at the split points', (bytes) => cutAt(bytes, splits)],
		['byte by byte', byteByByte],
	])('%s', (_, cut) => {
		const events = converse(requests, responses, cut);
		expect(
			exchangesOf(events).map((exchange) => [
				exchange.request.method,
				Buffer.from(exchange.requestBody).toString('latin1'),
				exchange.response?.status ?? null,
				Buffer.from(exchange.responseBody).toString('latin1'),
			]),
		).toEqual(exchanges);
		expect(violationsOf(events).sort()).toEqual([...violations].sort());
		expect(exchangesOf(events).map((exchange) => exchange.n)).toEqual(exchanges.map((_exchange, n) => n));
	});
});

test('a request is told when it is complete, its exchange when it is answered', () => {
	const http = new HttpConversation(undefined);
	expect(http.push('client', ascii('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\na'), 1)).toEqual([]);
	expect(http.push('client', ascii('b'), 2)).toMatchObject([
		{ type: 'http-request', exchange: { requestBody: ascii('ab'), requestAtUs: 1 } },
	]);
	expect(http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n'), 3)).toEqual([]);
	expect(http.push('server', ascii('c'), 4)).toMatchObject([
		{
			type: 'http',
			exchange: { requestAtUs: 1, responseAtUs: 3, endedAtUs: 4, responseBody: ascii('c'), truncated: false },
		},
	]);
});

test('a body over the limit marks the exchange', () => {
	const http = new HttpConversation(2);
	http.push('client', ascii('POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc'), 1);
	const [exchange] = exchangesOf(http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nc'), 2));
	expect(exchange).toMatchObject({
		truncated: true,
		requestBody: ascii('ab'),
		requestBodyBytes: 3,
		responseBodyBytes: 1,
	});
});

test('when the recording stops the open body is given out without blaming the peers', () => {
	const http = new HttpConversation(undefined);
	http.push('client', ascii('GET / HTTP/1.1\r\n\r\n'), 1);
	http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'), 2);
	expect(http.stop(3)).toMatchObject([{ type: 'http', exchange: { responseBody: ascii('ab'), endedAtUs: 3 } }]);
});

const UPGRADE = 'GET /ws HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n';

test('an upgrade to something else is an exchange; what follows passes unread', () => {
	const http = new HttpConversation(undefined);
	http.push('client', ascii(`${UPGRADE}PRI`), 1);
	const events = http.push('server', ascii('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\nabc'), 2);
	expect(exchangesOf(events).map((exchange) => exchange.response?.status)).toEqual([101]);
	expect([http.push('client', ascii('x'), 3), http.accepted]).toEqual([[], null]);
	expect([http.undecodedBytes('client'), http.undecodedBytes('server'), http.finish(4)]).toEqual([4, 3, []]);
});

test('an upgrade to something else that is refused goes on as HTTP', () => {
	const http = new HttpConversation(undefined);
	http.push('client', ascii(UPGRADE), 1);
	http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), 2);
	http.push('client', ascii('GET /2 HTTP/1.1\r\n\r\n'), 3);
	const [exchange] = exchangesOf(http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), 4));
	expect(exchange).toMatchObject({ n: 1, request: { target: '/2' } });
});
