import { CaptureError } from '@refrain/capture';
import { describe, expect, it } from 'vitest';
import { CliError } from '../../cli-error.ts';
import { parseDuration } from './duration.ts';
import { parseRecordOptions } from './options.ts';

const defaults = { appHost: 'localhost', map: [], port: '4143', host: '127.0.0.1', timeout: '12h', certsDir: '/certs' };
const parse = (given: object, command: string[] = []) => parseRecordOptions(command, { ...defaults, ...given });

describe('parseRecordOptions', () => {
	it('listens on 127.0.0.1:4143 for the target, for 12 hours', () => {
		expect(parse({ target: 'ws://127.0.0.1:9000' })).toEqual({
			listeners: [
				{
					mode: 'reverse',
					host: '127.0.0.1',
					port: 4143,
					target: { host: '127.0.0.1', port: 9000, tls: false },
				},
			],
			out: null,
			name: 'record ws://127.0.0.1:9000',
			timeoutMs: 12 * 3_600_000,
			tls: { insecure: false },
			certsDirectory: '/certs',
			outPortAsked: false,
			command: [],
		});
	});

	it('takes the port of the service alone, and the other name of --port', () => {
		const [listener] = parse({ appPort: '3000', proxyInPort: '5000' }).listeners;
		expect(listener).toMatchObject({ port: 5000, target: { host: 'localhost', port: 3000, tls: false } });
	});

	it('takes a program without a word of its port to listen on 8080', () => {
		const { listeners, command } = parse({}, ['node', 'server.js', '--port', '1']);
		expect(listeners).toMatchObject([
			{ mode: 'reverse', port: 4143, target: { host: 'localhost', port: 8080 } },
			{ mode: 'forward', port: 4140 },
			{ mode: 'transparent', destinations: 'announced' },
		]);
		expect(command).toEqual(['node', 'server.js', '--port', '1']);
	});

	it('takes several maps, with and without a target', () => {
		const map = ['4144=wss://api.example.com', '0.0.0.0:4145=127.0.0.1:9001', '[::1]:4146=ws://[::1]:9002'];
		expect(parse({ map }).listeners).toMatchObject([
			{ host: '127.0.0.1', port: 4144, target: { host: 'api.example.com', port: 443, tls: true } },
			{ host: '0.0.0.0', port: 4145, target: { host: '127.0.0.1', port: 9001, tls: false } },
			{ host: '::1', port: 4146, target: { host: '::1', port: 9002, tls: false } },
		]);
		expect(parse({ map, target: 'ws://127.0.0.1:9000' }).listeners).toHaveLength(4);
	});

	it.each([
		['forward', { mode: 'forward' }],
		['socks5', { mode: 'socks5' }],
		['transparent', { mode: 'transparent', destinations: 'conntrack' }],
	])('puts %s on the port instead of a reverse proxy', (mode, listener) => {
		expect(parse({ mode }).listeners).toEqual([{ ...listener, host: '127.0.0.1', port: 4143 }]);
	});

	it('rewrites the Host for every service when it is asked to', () => {
		const { listeners } = parse({ target: 'wss://a', map: ['1=wss://b'], rewriteHost: true });
		expect(listeners).toMatchObject([{ rewriteHost: true }, { rewriteHost: true }]);
	});

	it('adds a forward proxy when it is asked for', () => {
		const { listeners, outPortAsked } = parse({ target: 'ws://a', proxyOutPort: '4140' });
		expect(listeners).toMatchObject([{ mode: 'reverse' }, { mode: 'forward', port: 4140 }]);
		expect(outPortAsked).toBe(true);
	});

	it.each([
		[{ mode: 'sideways' }, /--mode sideways: the modes are reverse, forward, socks5, transparent/],
		[{ mode: 'forward', target: 'ws://a' }, /--mode forward and a target do not go together/],
		[{}, /nothing to record: say where the service is, e\.g\. --target ws:/],
		[{ target: 'ws://a', appPort: '1' }, /--target and --app-port both name the service/],
		[{ appPort: 'http' }, /--app-port http: a port is a number/],
		[{ target: 'ws://a', port: '65536' }, /--port 65536: a port is a number/],
		[{ map: ['ws://127.0.0.1:9000'] }, /--map ws:\/\/127\.0\.0\.1:9000: expected LISTEN=ws:\/\/HOST:PORT/],
		[{ map: ['4143'] }, /--map 4143: expected LISTEN=/],
		[{ target: 'ws://a', timeout: 'soon' }, /--timeout soon: a duration is a number with a unit/],
		[{ target: 'wss://a', tlsCa: '/no/such.pem' }, /--tls-ca \/no\/such\.pem cannot be read/],
	])('refuses %j in one sentence', (given, sentence) => {
		expect(() => parse(given)).toThrow(sentence);
		expect(() => parse(given)).toThrow(CliError);
	});

	it('refuses a target that is none', () => {
		expect(() => parse({ target: 'ftp://a' })).toThrow(CaptureError);
	});
});

describe('parseDuration', () => {
	it.each([
		['90s', 90_000],
		['1h30m', 5_400_000],
		['0.5s', 500],
		['250ms', 250],
		['2d', 172_800_000],
		// Longer than a timer can be: the longest there is, which is 24 days.
		['1000d', 2 ** 31 - 1],
	])('reads %s', (text, ms) => {
		expect(parseDuration(text, '--timeout')).toBe(ms);
	});

	it.each(['', '12', '0s', 'h', '1h later', '-5s'])('refuses %j', (text) => {
		expect(() => parseDuration(text, '--timeout')).toThrow(/--timeout/);
	});
});
