import { describe, expect, it } from 'vitest';
import { variablesFor } from './wrapped-command.ts';

const proxyUrl = 'ws://127.0.0.1:4143';
const target = { host: '127.0.0.1', port: 9000, tls: false };

describe('variablesFor', () => {
	it('gives the proxy as WS_URL to a program that has none', () => {
		expect(variablesFor({ proxyUrl, target }, {})).toEqual({ REFRAIN_PROXY_URL: proxyUrl, WS_URL: proxyUrl });
	});

	it('leads a WS_URL that points to the service through the proxy, path and query kept', () => {
		const { WS_URL } = variablesFor({ proxyUrl, target }, { WS_URL: 'ws://127.0.0.1:9000/feed?user=7' });
		expect(WS_URL).toBe('ws://127.0.0.1:4143/feed?user=7');
	});

	it.each(['ws://other.example/feed', 'no address'])('leaves a WS_URL alone that points elsewhere: %s', (own) => {
		expect(variablesFor({ proxyUrl, target }, { WS_URL: own })).toEqual({ REFRAIN_PROXY_URL: proxyUrl });
	});
});
