import { describe, expect, it } from 'vitest';
import { forward } from './forward.ts';
import type { Command } from './mode.ts';

const facts = { clientAddress: '127.0.0.1:50000', originalDestination: null };
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (raw: Uint8Array) => new TextDecoder().decode(raw);
const begin = () => {
	const negotiation = forward.negotiate({});
	expect(negotiation.start(facts)).toEqual([{ do: 'read' }]);
	return negotiation;
};
const relayed = (commands: readonly Command[]) =>
	commands.flatMap((c) => (c.do === 'relay' ? [text(c.first)] : [])).join('');
const replied = (commands: readonly Command[]) =>
	commands.flatMap((c) => (c.do === 'reply' ? [text(c.bytes)] : [])).join('');

describe('CONNECT', () => {
	it.each([
		['api.example.com:443', { host: 'api.example.com', port: 443 }],
		['127.0.0.1:9000', { host: '127.0.0.1', port: 9000 }],
		['[::1]:9000', { host: '::1', port: 9000 }],
	])('opens a tunnel to %s', (target, endpoint) => {
		const negotiation = begin();
		expect(negotiation.bytes(bytes(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n`))).toEqual([]);
		expect(negotiation.bytes(bytes('Proxy-Connection: keep-alive\r\n\r\nGET /'))).toEqual([
			{ do: 'dial', endpoint: { ...endpoint, tls: false } },
		]);
		const commands = negotiation.dialed();
		expect(replied(commands)).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
		expect(relayed(commands)).toBe('GET /');
	});

	it('answers 502 when the service is not reached', () => {
		const negotiation = begin();
		negotiation.bytes(bytes('CONNECT a.b:80 HTTP/1.1\r\n\r\n'));
		const commands = negotiation.dialFailed({ kind: 'refused', reason: 'nothing listens on a.b:80' });
		expect(replied(commands)).toMatch(
			/^HTTP\/1\.1 502 .*Refrain could not reach a\.b:80: nothing listens on a\.b:80\.\n$/s,
		);
		expect(commands.at(-1)).toEqual({ do: 'close' });
	});
});

describe('the absolute form (RFC 9112 3.2.2)', () => {
	it('becomes the origin form, with the Host of the target, and asks for an end after one request', () => {
		const negotiation = begin();
		const head =
			'POST http://a.b:8080/x?y=1 HTTP/1.1\r\nHost: wrong\r\nProxy-Connection: keep-alive\r\nProxy-Authorization: Basic eA==\r\nConnection: keep-alive\r\nX-Name: Zoë\r\nContent-Length: 4\r\n\r\nbody';
		expect(negotiation.bytes(bytes(head))).toEqual([{ do: 'dial', endpoint: { host: 'a.b', port: 8080, tls: false } }]);
		expect(relayed(negotiation.dialed())).toBe(
			'POST /x?y=1 HTTP/1.1\r\nHost: a.b:8080\r\nX-Name: Zoë\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody',
		);
	});

	it.each([
		['http://a.b', '/', 'a.b'],
		['http://a.b?x=1', '/?x=1', 'a.b'],
		['http://[::1]:90/', '/', '[::1]:90'],
	])('takes %s', (target, origin, host) => {
		const negotiation = begin();
		negotiation.bytes(bytes(`GET ${target} HTTP/1.0\r\n\r\n`));
		expect(relayed(negotiation.dialed())).toBe(`GET ${origin} HTTP/1.0\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
	});

	it('keeps the connection of a WebSocket', () => {
		const negotiation = begin();
		negotiation.bytes(
			bytes('GET ws://a.b/feed HTTP/1.1\r\nHost: a.b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
		);
		expect(relayed(negotiation.dialed())).toBe(
			'GET /feed HTTP/1.1\r\nHost: a.b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
		);
	});

	it('is answered 502 and recorded so when the service is not reached', () => {
		const negotiation = begin();
		negotiation.bytes(bytes('GET http://a.b/ HTTP/1.1\r\n\r\n'));
		const [command] = negotiation.dialFailed({ kind: 'unresolved', reason: 'the host name a.b could not be resolved' });
		if (command?.do !== 'refuse') throw new Error('expected a refusal');
		expect(text(command.first)).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
		expect(text(command.answer)).toMatch(/^HTTP\/1\.1 502 /);
	});
});

describe('what is no request to a proxy', () => {
	it.each([
		'GET / HTTP/1.1\r\nHost: 127.0.0.1:4140\r\n\r\n',
		'GET https://a.b/ HTTP/1.1\r\n\r\n',
		'CONNECT a.b HTTP/1.1\r\n\r\n',
		'CONNECT a.b:0 HTTP/1.1\r\n\r\n',
		'GET http://a.b/ HTTP/2.0\r\n\r\n',
		'nonsense\r\n\r\n',
	])('is told what this is: %j', (head) => {
		const commands = begin().bytes(bytes(head));
		expect(replied(commands)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n.*This is the proxy of a Refrain recording/s);
		expect(commands.at(-1)).toEqual({ do: 'close' });
	});

	it('is cut off when its head does not end', () => {
		const negotiation = begin();
		expect(negotiation.bytes(bytes(`GET http://a.b/${'x'.repeat(65_000)}`))).toEqual([]);
		expect(replied(negotiation.bytes(bytes('x'.repeat(1000))))).toMatch(/^HTTP\/1\.1 431 /);
	});
});

it('speaks SOCKS5 on the same port', () => {
	const negotiation = begin();
	expect(negotiation.bytes(Uint8Array.of(5, 1, 0))).toEqual([{ do: 'reply', bytes: Uint8Array.of(5, 0) }]);
	expect(negotiation.bytes(Uint8Array.of(5, 1, 0, 3, 1, 97, 0, 80))).toEqual([
		{ do: 'dial', endpoint: { host: 'a', port: 80, tls: false } },
	]);
	expect(negotiation.dialed().map((command) => command.do)).toEqual(['reply', 'relay']);
	expect(negotiation.dialFailed({ kind: 'other', reason: '' }).map((command) => command.do)).toEqual([
		'reply',
		'close',
	]);
});
