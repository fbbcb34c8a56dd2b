import { describe, expect, it } from 'vitest';
import { CaptureError } from './capture-error.ts';
import { formatEndpoint, parseEndpoint } from './endpoint.ts';

describe('parseEndpoint', () => {
	it.each([
		['ws://127.0.0.1:9000', { host: '127.0.0.1', port: 9000, tls: false }],
		['ws://localhost', { host: 'localhost', port: 80, tls: false }],
		['wss://api.example.com', { host: 'api.example.com', port: 443, tls: true }],
		['wss://api.example.com:8443/', { host: 'api.example.com', port: 8443, tls: true }],
		['http://127.0.0.1:3000', { host: '127.0.0.1', port: 3000, tls: false }],
		['https://[::1]:3000', { host: '::1', port: 3000, tls: true }],
		['127.0.0.1:9000', { host: '127.0.0.1', port: 9000, tls: false }],
		['localhost:9000', { host: 'localhost', port: 9000, tls: false }],
	])('reads %s', (text, endpoint) => {
		expect(parseEndpoint(text)).toEqual(endpoint);
	});

	it.each([
		['', /the target '' is no address; give an address like ws:/],
		['ws://', /is no address/],
		['ftp://127.0.0.1', /the scheme 'ftp:', which is none of ws, wss, http, https/],
		['ws://127.0.0.1:99999', /is no address/],
		['ws://127.0.0.1:0', /has port 0/],
		['ws://user:pw@127.0.0.1', /carries a user name/],
		['ws://127.0.0.1/feed?x=1', /ends in '\/feed\?x=1', but the client's own path is relayed unchanged/],
	])('refuses %s', (text, sentence) => {
		expect(() => parseEndpoint(text)).toThrow(sentence);
		expect(() => parseEndpoint(text)).toThrow(CaptureError);
	});

	it('writes an IPv6 address in brackets', () => {
		expect(formatEndpoint({ host: '::1', port: 9000, tls: true })).toBe('wss://[::1]:9000');
	});
});
