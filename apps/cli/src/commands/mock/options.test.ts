import { describe, expect, it } from 'vitest';
import { parseMockOptions } from './options.ts';

describe('the options of refrain mock', () => {
	it('leave to the mock and the file what is not given', () => {
		expect(parseMockOptions([], {})).toEqual({
			directory: '.',
			host: '127.0.0.1',
			port: 8080,
			timeoutMs: 12 * 3_600_000,
			failOnMiss: false,
			options: {},
			config: null,
			passthrough: true,
			watch: true,
			tls: null,
			command: [],
		});
	});

	it('serve TLS by our own authority, or with a certificate', () => {
		expect(parseMockOptions([], { tls: true, certsDir: '/certs' }).tls).toEqual({ certsDirectory: '/certs' });
		expect(() => parseMockOptions([], { tlsCert: '/missing.pem', tlsKey: '/missing.key' })).toThrow(
			'--tls-cert /missing.pem',
		);
	});

	it('know both spellings of directory and port', () => {
		expect(parseMockOptions([], { inDir: 'a', proxyOutPort: '4140' })).toMatchObject({ directory: 'a', port: 4140 });
		expect(parseMockOptions(['npm', 'test'], { in: 'a', inDir: 'a', port: '0' })).toMatchObject({
			directory: 'a',
			port: 0,
			command: ['npm', 'test'],
		});
	});

	it.each([
		[{ onMiss: 'silent' }, { noMatch: { action: 'silent' } }],
		[{ onMiss: 'close' }, { noMatch: { action: 'close' } }],
		[{ onMiss: 'close:4001' }, { noMatch: { action: 'close', code: 4001 } }],
		[{ onMiss: 'ws://x:1/y' }, { noMatch: { action: 'passthrough', url: 'ws://x:1/y' } }],
		[{ mockTiming: 'none' }, { latency: { mode: 'none' } }],
		[{ mockTiming: '250ms' }, { latency: { mode: 'fixed', ms: 250 } }],
		[{ mockTiming: '5x' }, { latency: { mode: 'times', factor: 0.2 } }],
		[{ mockTiming: '.25x' }, { latency: { mode: 'times', factor: 4 } }],
		[
			{ match: 'order', speed: '2', repeat: false },
			{ strictness: 'order', speed: 2, repeat: false },
		],
	])('%j', (given, options) => expect(parseMockOptions([], given).options).toEqual(options));

	it.each([
		[{ in: 'a', inDir: 'b' }, 'different directories'],
		[{ port: '99999' }, '--port 99999'],
		[{ match: 'loosely' }, '--match loosely'],
		[{ onMiss: 'whatever' }, '--on-miss whatever'],
		[{ mockTiming: 'fast' }, '--mock-timing fast'],
		[{ passthrough: false, onMiss: 'ws://x' }, '--no-passthrough'],
		[{ tlsCert: 'a.pem' }, '--tls-key'],
	])('refuse %j', (given, sentence) => expect(() => parseMockOptions([], given)).toThrow(sentence));
});
