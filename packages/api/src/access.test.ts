import { expect, test } from 'vitest';
import { checkAccess, requestOrigin } from './access.ts';

const request = { host: 'localhost:3000', origin: null, fetchSite: null };

test.each(['localhost:3000', '127.0.0.1', '127.8.9.1:80', '[::1]:3000', 'LOCALHOST:3000', 'refrain.localhost:3000'])(
	'%s is a name of this machine',
	(host) => expect(checkAccess({ ...request, host })).toMatchObject({ user: { kind: 'local' }, refusal: null }),
);

test.each([
	'evil.example',
	'localhost.evil.example:3000',
	'127.0.0.1.evil.example',
	'10.0.0.7:3000',
	'0.0.0.0:3000',
	'',
])('"%s" is refused: a rebound name, or another machine', (host) =>
	expect(checkAccess({ ...request, host }).user).toBeNull(),
);

test('a missing Host is refused', () => {
	expect(checkAccess({ ...request, host: null }).refusal).toBe('The request has no Host header.');
});

test('the operator can vouch for further names, without their port', () => {
	expect(checkAccess({ ...request, host: 'refrain.lan:3000' }, ['refrain.lan']).refusal).toBeNull();
	expect(checkAccess({ ...request, host: 'other.lan' }, ['refrain.lan']).refusal).toContain('REFRAIN_ALLOWED_HOSTS');
});

test.each(['cross-site', 'same-site'])(
	'a %s request is refused: other ports of localhost are the same site',
	(fetchSite) => {
		expect(checkAccess({ ...request, fetchSite }).user).toBeNull();
	},
);

test.each(['same-origin', 'none'])('a %s request is let in', (fetchSite) => {
	expect(checkAccess({ ...request, fetchSite }).user).not.toBeNull();
});

test.each(['https://evil.example', 'http://localhost:8080', 'http://127.0.0.1:3000', 'null', 'nonsense'])(
	'a request of a page of %s is refused',
	(origin) => expect(checkAccess({ ...request, origin }).user).toBeNull(),
);

test('a request of our own page is let in', () => {
	expect(checkAccess({ ...request, origin: 'http://localhost:3000' }).user).not.toBeNull();
});

test('the headers are read by name', () => {
	const headers = new Headers({ host: 'a', origin: 'b', 'sec-fetch-site': 'c' });
	expect(requestOrigin(headers)).toEqual({ host: 'a', origin: 'b', fetchSite: 'c' });
	expect(requestOrigin(new Headers())).toEqual({ host: null, origin: null, fetchSite: null });
});
