import { expect, test } from 'vitest';
import { KEY } from '../test/support/upgrade.ts';
import { buildRequest, buildResponse, buildUpgradeRequest } from './http-build.ts';

function text(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('latin1');
}

const BODY = new Uint8Array(Buffer.from('hey'));

test('a request with and without body', () => {
	expect(text(buildRequest({ method: 'GET', target: '/a?b', headers: [['Host', 'x']] }))).toBe(
		'GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n',
	);
	expect(text(buildRequest({ method: 'PUT', target: '/', headers: [], body: BODY }))).toBe(
		'PUT / HTTP/1.1\r\nContent-Length: 3\r\n\r\nhey',
	);
});

test('a response keeps the length that its headers give', () => {
	const headers = [['content-length', '5']] as const;
	expect(text(buildResponse({ status: 401, reason: 'No', headers, body: BODY }))).toBe(
		'HTTP/1.1 401 No\r\ncontent-length: 5\r\n\r\nhey',
	);
	expect(text(buildResponse({ status: 204, reason: '', headers: [] }))).toBe('HTTP/1.1 204 \r\n\r\n');
});

test('header bytes go out as they were read', () => {
	expect(buildRequest({ method: 'GET', target: '/', headers: [['X', '\xe4\xff']] })).toContain(0xff);
});

test('an opening handshake (RFC 6455 4.1)', () => {
	const request = { target: '/chat', host: 'a.example:81', key: KEY };
	expect(text(buildUpgradeRequest(request))).toBe(
		`GET /chat HTTP/1.1\r\nHost: a.example:81\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
	);
	const more = {
		...request,
		subprotocols: ['a', 'b'],
		extensions: 'permessage-deflate',
		headers: [
			['Cookie', 'c=1'],
			['sec-websocket-key', 'recorded'],
			['Origin', 'http://o'],
		] as const,
	};
	expect(text(buildUpgradeRequest(more)).split('\r\n').slice(6)).toEqual([
		'Sec-WebSocket-Protocol: a, b',
		'Sec-WebSocket-Extensions: permessage-deflate',
		'Cookie: c=1',
		'Origin: http://o',
		'',
		'',
	]);
});
