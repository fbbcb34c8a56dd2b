import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../decode-messages.ts';
import { encodeUtf8 } from '../utf8.ts';
import { DEFAULT_SESSION_RULES, findSession } from './find-session.ts';
import type { SessionRule } from './session-rule.ts';

interface Given {
	headers?: [string, string][];
	path?: string;
	first?: string;
	clientAddress?: string | null;
}

function session({ headers = [], path = '/', first, clientAddress = '10.0.0.7:51234' }: Given, rules?: SessionRule[]) {
	const firstMessage =
		first === undefined ? null : decodeMessage({ sender: 'client', type: 'text', payload: encodeUtf8(first) });
	return findSession({ connection: { clientAddress, path }, requestHeaders: headers, firstMessage }, rules);
}

function jwt(claims: object): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

describe('findSession', () => {
	it('tries cookie, header, query, JWT, first message and address in this order', () => {
		expect(DEFAULT_SESSION_RULES.map(({ kind }) => kind)).toEqual([
			'cookie',
			'header',
			'query',
			'jwt',
			'first-message',
			'client-address',
		]);
		const all: Given = {
			headers: [
				['Cookie', 'theme=dark; sid="abc"'],
				['X-User-Id', '42'],
				['Authorization', `Bearer ${jwt({ sub: '7' })}`],
			],
			path: '/ws?user=8',
			first: '{"userId":9}',
		};
		expect(session(all)).toEqual({ key: 'cookie:sid=abc', label: 'cookie sid=abc', rule: 'cookie' });
		const [, user, token] = all.headers as [string, string][];
		expect(session({ ...all, headers: [user, token] as [string, string][] })).toMatchObject({
			key: 'header:x-user-id=42',
			rule: 'header',
		});
		expect(session({ ...all, headers: [token] as [string, string][] })).toEqual({
			key: 'query:user=8',
			label: 'user 8',
			rule: 'query',
		});
		expect(session({ ...all, headers: [token] as [string, string][], path: '/ws' })).toEqual({
			key: 'jwt:sub=7',
			label: 'user 7',
			rule: 'jwt',
		});
		expect(session({ first: '{"type":"auth","payload":{"user":{"id":9}}}' })).toMatchObject({
			key: 'first-message:payload.user.id=9',
			rule: 'first-message',
		});
		expect(session({})).toEqual({ key: 'client-address:10.0.0.7', label: '10.0.0.7', rule: 'client-address' });
	});

	it('sees one actor behind renewed tokens, wherever they are carried', () => {
		const token = (iat: number) => jwt({ sub: 'ada', iat });
		const carried: Given[] = [
			{ headers: [['authorization', `bearer ${token(1)}`]] },
			{ headers: [['Cookie', `session=${token(2)}`]] },
			{ path: `/ws?token=${token(3)}` },
			{ headers: [['Sec-WebSocket-Protocol', `graphql-ws, ${token(4)}`]] },
		];
		for (const given of carried) expect(session(given)).toMatchObject({ key: 'jwt:sub=ada', label: 'user ada' });
		expect(session({ first: JSON.stringify({ token: token(5) }) }).key).toBe(
			session({ first: JSON.stringify({ token: token(6) }) }).key,
		);
	});

	it('takes configured names before anything else', () => {
		const given: Given = { headers: [['Cookie', 'sid=abc; cart=77']], first: '{"who":{"name":"bo"}}' };
		expect(session(given, [{ kind: 'cookie', names: ['cart'] }]).key).toBe('cookie:cart=77');
		expect(session(given, [{ kind: 'first-message', names: ['who.name'] }]).key).toBe('first-message:who.name=bo');
	});

	it('falls back to the address when the given rules find nothing', () => {
		expect(session({ headers: [['Cookie', 'sid=']] }, [{ kind: 'cookie' }, { kind: 'no-such-rule' }]).rule).toBe(
			'client-address',
		);
	});

	it('looks through proxies, IPv6 and missing addresses', () => {
		expect(session({ headers: [['X-Forwarded-For', '203.0.113.9, 10.0.0.1']] }).label).toBe('203.0.113.9');
		expect(session({ clientAddress: '[::1]:4000' }).label).toBe('::1');
		expect(session({ clientAddress: '::1:4000' }).label).toBe('::1');
		expect(session({ clientAddress: null }).label).toBe('unknown client');
	});

	it('shows no whole secret', () => {
		const { key, label } = session({ headers: [['Cookie', 'sid=0123456789abcdef0123456789abcdef']] });
		expect(label).toBe('cookie sid=0123456789ab…');
		expect(key).toContain('0123456789abcdef0123456789abcdef');
	});

	it('takes the user name of Basic credentials, not the password', () => {
		const basic = (text: string): Given => ({
			headers: [['Authorization', `Basic ${Buffer.from(text).toString('base64')}`]],
		});
		expect(session(basic('CP-0001:s3cret'))).toEqual({
			key: 'header:authorization=Basic CP-0001',
			label: 'user CP-0001',
			rule: 'header',
		});
		expect(session(basic('CP-0001:other')).key).toBe(session(basic('CP-0001:s3cret')).key);
		expect(session(basic('no colon')).label).toMatch(/^authorization Basic/);
	});

	it('survives broken input', () => {
		expect(session({ path: '/ws?user=%E0%A4%A' }).key).toBe('query:user=%E0%A4%A');
		expect(session({ headers: [['Cookie', ';;=;sid']] }).rule).toBe('client-address');
		expect(session({ headers: [['Authorization', 'Bearer eyJhbGciOiJub25lIn0.bm8.']] }).rule).toBe('client-address');
		expect(session({ first: '[1]' }).rule).toBe('client-address');
	});
});
