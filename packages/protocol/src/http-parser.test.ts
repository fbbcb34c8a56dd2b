import { expect, test } from 'vitest';
import { ascii } from '../test/support/hex.ts';
import { HttpParser } from './http-parser.ts';

// What messages come out of what bytes is in test/vectors/http.json, run in http-conversation.test.ts.

test('gives heads, then the end of the message with its body and trailers', () => {
	const parser = new HttpParser({ side: 'request' });
	const events = parser.push(
		ascii('POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nSum: 7\r\n\r\n'),
		5,
	);
	expect(events).toEqual([
		{
			type: 'request',
			head: { method: 'POST', target: '/a', version: '1.1', headers: [['Transfer-Encoding', 'chunked']] },
			atUs: 5,
			offset: 0,
		},
		{
			type: 'message-end',
			end: { body: ascii('hi'), bodyBytes: 2, trailers: [['Sum', '7']], complete: true, atUs: 5 },
		},
	]);
});

test('offsets of heads count from the first byte of the connection', () => {
	const parser = new HttpParser({ side: 'request' });
	const bytes = ascii('\r\nGET / HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n');
	const offsets = Array.from(bytes, (_, i) => parser.push(bytes.subarray(i, i + 1), i))
		.flat()
		.flatMap((event) => (event.type === 'request' ? [event.offset] : []));
	expect(offsets).toEqual([2, 20]);
});

test('the place of a bad line is where it stands', () => {
	const parser = new HttpParser({ side: 'request' });
	const [event] = parser.push(ascii('nonsense\r\n'), 5);
	expect(event).toMatchObject({ violation: { code: 'bad-request-line', bytes: ascii('nonsense'), offset: 0 } });
});

test('a body over the limit is cut, and counted in full', () => {
	const parser = new HttpParser({ side: 'response', maxBodyBytes: 3 });
	parser.push(ascii('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc'), 1);
	expect(parser.push(ascii('def'), 2)).toMatchObject([{ end: { body: ascii('abc'), bodyBytes: 6, complete: true } }]);
});

test('a head over the limit ends the reading', () => {
	const parser = new HttpParser({ side: 'request', maxHeadBytes: 40 });
	const events = parser.push(ascii(`GET / HTTP/1.1\r\nA: ${'x'.repeat(50)}\r\n\r\n`), 1);
	expect(events).toMatchObject([{ violation: { code: 'head-too-large' } }]);
	parser.push(ascii('GET / HTTP/1.1\r\n\r\n'), 2);
	expect(parser.undecodedBytes).toBe(20);
});

test('the method that was asked decides whether a body follows', () => {
	const parser = new HttpParser({ side: 'response' });
	parser.expect('HEAD');
	parser.expect('GET');
	const events = parser.push(
		ascii('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'),
		1,
	);
	expect(events.flatMap((event) => (event.type === 'message-end' ? [event.end.bodyBytes] : []))).toEqual([0, 1]);
});

const UPGRADE = 'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';

test('bytes behind a request to switch are held, with their times', () => {
	const parser = new HttpParser({ side: 'request' });
	parser.push(ascii(`${UPGRADE}ab`), 1);
	parser.push(ascii('c'), 2);
	expect([parser.switched, parser.heldBytes]).toEqual([true, 3]);
	expect(parser.takeHeld()).toEqual([
		{ bytes: ascii('ab'), atUs: 1, offset: UPGRADE.length },
		{ bytes: ascii('c'), atUs: 2, offset: UPGRADE.length + 2 },
	]);
});

test('after a refusal what was held is HTTP, and may ask to switch again', () => {
	const parser = new HttpParser({ side: 'request' });
	parser.push(ascii(`${UPGRADE}GET /2 HTTP/1.1\r\n\r\n${UPGRADE}rest`), 1);
	const events = parser.resume();
	expect(events.flatMap((event) => (event.type === 'request' ? [event.head.target] : []))).toEqual(['/2', '/']);
	expect(parser.takeHeld()).toMatchObject([{ bytes: ascii('rest') }]);
});

test('the end that came while bytes were held counts once they are HTTP', () => {
	const parser = new HttpParser({ side: 'request' });
	parser.push(ascii(`${UPGRADE}GET /2 HT`), 1);
	expect(parser.end(2)).toEqual([]);
	expect(parser.resume()).toMatchObject([{ violation: { code: 'truncated-head', atUs: 2 } }]);
});

test('what goes through a tunnel is counted, not kept', () => {
	const parser = new HttpParser({ side: 'request' });
	parser.push(ascii('CONNECT a:1 HTTP/1.1\r\n\r\nabc'), 1);
	parser.discard();
	expect(parser.push(ascii('GET / HTTP/1.1\r\n\r\n'), 2)).toEqual([]);
	expect([parser.undecodedBytes, parser.heldBytes, parser.end(3)]).toEqual([21, 0, []]);
});
