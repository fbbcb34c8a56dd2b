import { describe, expect, it } from 'vitest';
import { ReplayError } from './replay-error.ts';
import { resolveTarget, type TargetAddress } from './resolve-target.ts';

function url({ tls, host, port, path }: TargetAddress): string {
	return `${tls ? 'https' : 'http'}://${host}:${port}${path}`;
}

describe('resolveTarget', () => {
	const recorded = { host: 'original.com:443', path: '/foo', tls: true };

	it.each([
		// The familiar table: a scheme replaces the scheme, a host the host, a port the port.
		['http://', 'http://original.com:443/foo'],
		['new.com', 'https://new.com:443/foo'],
		[':8080', 'https://original.com:8080/foo'],
		['http://:8080', 'http://original.com:8080/foo'],
		['new.com:8080', 'https://new.com:8080/foo'],
		['http://new.com:8080', 'http://new.com:8080/foo'],
		['ws://new.com:8080', 'http://new.com:8080/foo'],
		['wss://new.com:8443', 'https://new.com:8443/foo'],
		// A scheme with a host is a whole address.
		['ws://new.com', 'http://new.com:80/foo'],
		['wss://new.com', 'https://new.com:443/foo'],
		// A path counts beyond '/'.
		['ws://new.com:1/', 'http://new.com:1/foo'],
		['ws://new.com:1/v2/ws', 'http://new.com:1/v2/ws'],
		['ws://[::1]:9000', 'http://::1:9000/foo'],
	])('%s gives %s', (target, expected) => expect(url(resolveTarget(target, recorded))).toBe(expected));

	it('keeps the recorded query unless the target has its own', () => {
		const withQuery = { ...recorded, path: '/foo?token=1' };
		expect(resolveTarget('ws://new.com/bar', withQuery).path).toBe('/bar?token=1');
		expect(resolveTarget('ws://new.com/bar?x=2', withQuery).path).toBe('/bar?x=2');
	});

	it('writes the Host header as clients do', () => {
		expect(resolveTarget('ws://new.com', recorded).hostHeader).toBe('new.com');
		expect(resolveTarget('ws://new.com:8080', recorded).hostHeader).toBe('new.com:8080');
		expect(resolveTarget('ws://[::1]:9000', recorded).hostHeader).toBe('[::1]:9000');
	});

	it.each(['', 'ftp://x', 'ws://a b', 'http://x:99999', '#', 'http://user@host'])('refuses %j', (target) => {
		expect(() => resolveTarget(target, recorded)).toThrow(ReplayError);
	});

	it('needs a host from one of both', () => {
		expect(() => resolveTarget(':80', { host: '', path: '/', tls: false })).toThrow('has no host');
	});
});
