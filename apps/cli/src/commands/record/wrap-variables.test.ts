import { describe, expect, it } from 'vitest';
import type { RecordOptions } from './options.ts';
import { addressVariables, wrapVariables } from './wrap-variables.ts';

const proxyUrl = 'ws://127.0.0.1:4143';
const target = { host: '127.0.0.1', port: 9000, tls: false };

describe('addressVariables', () => {
	it('gives the proxy as WS_URL to a program that has none', () => {
		expect(addressVariables(proxyUrl, target, {})).toEqual({ REFRAIN_PROXY_URL: proxyUrl, WS_URL: proxyUrl });
	});

	it('leads a WS_URL that points to the service through the proxy, path and query kept', () => {
		const { WS_URL } = addressVariables(proxyUrl, target, { WS_URL: 'ws://127.0.0.1:9000/feed?user=7' });
		expect(WS_URL).toBe('ws://127.0.0.1:4143/feed?user=7');
	});

	it.each(['ws://other.example/feed', 'no address'])('leaves a WS_URL alone that points elsewhere: %s', (own) => {
		expect(addressVariables(proxyUrl, target, { WS_URL: own })).toEqual({ REFRAIN_PROXY_URL: proxyUrl });
	});
});

describe('wrapVariables', () => {
	const options: RecordOptions = {
		listeners: [
			{ mode: 'reverse', host: '0.0.0.0', port: 4143, target },
			{ mode: 'reverse', host: '127.0.0.1', port: 4144, target },
			{ mode: 'forward', host: '127.0.0.1', port: 4140 },
			{ mode: 'transparent', destinations: 'announced', host: '127.0.0.1', port: 0 },
		],
		out: null,
		name: '',
		timeoutMs: 1,
		tls: { insecure: false },
		certsDirectory: '/certs',
		outPortAsked: false,
		command: ['node'],
	};
	const addresses = [4143, 4144, 4140, 50_000].map((port) => {
		return { host: '127.0.0.1', port, announcePort: port === 50_000 ? 50_001 : null };
	});

	it('tells a program of the proxies and the authority, each in the words it knows', () => {
		const variables = wrapVariables(options, { addresses }, { NODE_OPTIONS: '--max-old-space-size=100' });
		expect(variables).toMatchObject({
			REFRAIN_PROXY_URL: 'ws://127.0.0.1:4143',
			http_proxy: 'http://127.0.0.1:4140',
			HTTPS_PROXY: 'http://127.0.0.1:4140',
			NODE_EXTRA_CA_CERTS: '/certs/ca.crt',
			SSL_CERT_FILE: '/certs/bundle.crt',
			REFRAIN_PRELOAD: '50000 50001 4143,4144,4140,50000,50000,50001',
		});
		expect(variables.NODE_OPTIONS).toMatch(/^--max-old-space-size=100 --require "\/.*refrain-preload\.cjs"$/);
	});

	it('says nothing of an authority that is not used', () => {
		expect(wrapVariables({ ...options, certsDirectory: null }, { addresses }, {})).not.toHaveProperty('SSL_CERT_FILE');
	});
});
