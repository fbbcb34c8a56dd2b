import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostRewriter } from './host-rewriter.ts';
import { latin1Bytes, latin1Text } from './latin1.ts';

function rewritten(...chunks: string[]): string {
	const rewriter = new HostRewriter({ host: 'api.example.com', tls: true });
	const out = chunks.map((chunk) => latin1Text(rewriter.push(latin1Bytes(chunk))));
	return `${out.join('')}${latin1Text(rewriter.end())}`;
}

const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\n';
const CASES: [name: string, sent: string, got: string][] = [
	[
		'the Host of an upgrade request, and nothing behind it',
		`GET /feed HTTP/1.1\r\nhOst: 127.0.0.1:4143\r\n${UPGRADE}\r\nHost: x\r\n\r\nHost: y\r\n\r\n`,
		`GET /feed HTTP/1.1\r\nhOst: api.example.com\r\n${UPGRADE}\r\nHost: x\r\n\r\nHost: y\r\n\r\n`,
	],
	[
		'an Origin that names the same host',
		`GET / HTTP/1.1\r\nHost: 127.0.0.1:4143\r\nOrigin: http://127.0.0.1:4143\r\n${UPGRADE}\r\n`,
		`GET / HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://api.example.com\r\n${UPGRADE}\r\n`,
	],
	[
		'not the Origin of another host, and keeps octets beyond ASCII',
		'GET / HTTP/1.1\r\nHost: a\r\nOrigin: https://other.example\r\nX: \xe9\xff\r\n\r\n',
		'GET / HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://other.example\r\nX: \xe9\xff\r\n\r\n',
	],
	[
		'every request of a connection, but no body',
		'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nHost: b\r\n\r\nGET /c HTTP/1.1\r\nHost: c\r\n\r\n',
		'POST /a HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: 11\r\n\r\nHost: b\r\n\r\nGET /c HTTP/1.1\r\nHost: api.example.com\r\n\r\n',
	],
	[
		'behind a chunked body with trailers',
		'POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb;x=y\r\nHost: b\r\n\r\n\r\n0\r\nHost: t\r\n\r\nGET /c HTTP/1.1\r\nHost: c\r\n\r\n',
		'POST /a HTTP/1.1\r\nHost: api.example.com\r\nTransfer-Encoding: chunked\r\n\r\nb;x=y\r\nHost: b\r\n\r\n\r\n0\r\nHost: t\r\n\r\nGET /c HTTP/1.1\r\nHost: api.example.com\r\n\r\n',
	],
	['nothing of what is no HTTP', 'nonsense without an end', 'nonsense without an end'],
	[
		'nothing behind a length that makes no sense',
		'POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n',
		'POST /a HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: x\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n',
	],
];

describe('the rewriter changes', () => {
	it.each(CASES)('%s', (_, sent, got) => {
		expect(rewritten(sent)).toBe(got);
	});

	it.each(CASES)('%s, however the bytes are cut', (_, sent, got) => {
		fc.assert(
			fc.property(fc.array(fc.nat(sent.length), { maxLength: 8 }), (cuts) => {
				const points = [0, ...cuts.sort((a, b) => a - b), sent.length];
				const chunks = points.slice(1).map((point, n) => sent.slice(points[n], point));
				expect(rewritten(...chunks)).toBe(got);
			}),
		);
		expect(rewritten(...sent)).toBe(got);
	});

	it('not a head that never ends', () => {
		const endless = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70_000)}`;
		expect(rewritten(endless, '\r\n\r\nHost: b\r\n\r\n')).toBe(`${endless}\r\n\r\nHost: b\r\n\r\n`);
	});
});
