import type { Link, PlacePart } from '@refrain/assertions';
import { decodeMessage, decodeUtf8, encodeUtf8, type JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import type { Replacement } from './replacement.ts';
import { rewriteBody, rewriteMessage } from './rewrite-payload.ts';
import { rewriteRequest } from './rewrite-request.ts';

function replacement(place: PlacePart, text: string, live: JsonValue | undefined): Replacement {
	const occurrence = { connection: 0, item: { type: 'handshake' as const }, place, kind: '', value: text, atUs: 0 };
	const link: Link = { made: occurrence, used: occurrence, text };
	return { link, live };
}

const at = (...location: (string | number)[]): PlacePart => ({ part: 'payload', location });

function rewritten(payload: string | Uint8Array, ...replacements: Replacement[]): string | null {
	const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
	const type = typeof payload === 'string' ? 'text' : 'binary';
	return decodeUtf8(rewriteMessage(bytes, decodeMessage({ sender: 'client', type, payload: bytes }), replacements));
}

describe('rewriteMessage', () => {
	it('changes JSON at the place alone, and keeps order and digits', () => {
		const payload = '{"b":{"id":17,"n":17},"a":["tok-123456","tok-123456"],"big":12345678901234567890}';
		expect(rewritten(payload, replacement(at('b', 'id'), '17', 99), replacement(at('a', 1), 'tok-123456', 'new'))).toBe(
			'{"b":{"id":99,"n":17},"a":["tok-123456","new"],"big":12345678901234567890}',
		);
	});

	it('replaces inside of a longer text, and keeps the type of the field', () => {
		expect(
			rewritten(
				'{"link":"/o/tok-123456/x","no":"42"}',
				replacement(at('link'), 'tok-123456', 'new'),
				replacement(at('no'), '42', 7),
			),
		).toBe('{"link":"/o/new/x","no":"7"}');
	});

	it('replaces in other texts where the value stands alone', () => {
		expect(
			rewritten('AUTH tok.123456 xtok.123456 tok.123456y (tok.123456)', replacement(at(), 'tok.123456', '$&')),
		).toBe('AUTH $& xtok.123456 tok.123456y ($&)');
	});

	it('replaces bytes of equal length only', () => {
		const bytes = Uint8Array.of(0xff, ...encodeUtf8('abc123'), 0xfe, ...encodeUtf8('abc123'));
		const change = (live: string) =>
			rewriteMessage(bytes, decodeMessage({ sender: 'client', type: 'binary', payload: bytes }), [
				replacement(at(), 'abc123', live),
			]);
		expect(change('xyz789')).toEqual(Uint8Array.of(0xff, ...encodeUtf8('xyz789'), 0xfe, ...encodeUtf8('xyz789')));
		expect(change('longer value')).toEqual(bytes);
	});

	it('leaves the very same bytes where there is no live value, or no such place', () => {
		const payload = encodeUtf8('{ "id" : 1 }');
		const decoded = decodeMessage({ sender: 'client', type: 'text', payload });
		expect(rewriteMessage(payload, decoded, [replacement(at('id'), '1', undefined)])).toBe(payload);
		expect(rewritten('{"id":1}', replacement(at('x', 'y'), '1', 2))).toBe('{"id":1}');
	});
});

describe('rewriteBody', () => {
	it('changes JSON bodies and leaves others alone', () => {
		const change = [replacement(at('id'), 'abc123', 'new')];
		expect(decodeUtf8(rewriteBody(encodeUtf8('{"id":"abc123"}'), change))).toBe('{"id":"new"}');
		expect(decodeUtf8(rewriteBody(encodeUtf8('id=abc123'), change))).toBe('id=abc123');
	});
});

describe('rewriteRequest', () => {
	const request = {
		target: '/users/u%20123456/ws?a=1&token=tok123%2Bx&b',
		headers: [
			['Cookie', 'theme=tok123; sid=tok123'],
			['Authorization', 'Bearer tok123'],
			['Sec-WebSocket-Protocol', 'v1, auth.tok123'],
		] as [string, string][],
	};
	const change = (place: PlacePart, text: string, live: JsonValue | undefined) =>
		rewriteRequest(request, [replacement(place, text, live)]);

	it('changes each part and nothing else', () => {
		expect(change({ part: 'query', name: 'token' }, 'tok123', 'n&w').target).toBe(
			'/users/u%20123456/ws?a=1&token=n%26w%2Bx&b',
		);
		expect(change({ part: 'target' }, '123456', '77/8').target).toBe('/users/u%2077%2F8/ws?a=1&token=tok123%2Bx&b');
		expect(change({ part: 'cookie', name: 'sid' }, 'tok123', 'new').headers[0]).toEqual([
			'Cookie',
			'theme=tok123; sid=new',
		]);
		expect(change({ part: 'header', name: 'authorization' }, 'tok123', 'new').headers[1]).toEqual([
			'Authorization',
			'Bearer new',
		]);
		expect(change({ part: 'subprotocol' }, 'tok123', 'new').headers[2]).toEqual([
			'Sec-WebSocket-Protocol',
			'v1, auth.new',
		]);
	});

	it('changes nothing without a live value', () => {
		expect(change({ part: 'header', name: 'authorization' }, 'tok123', undefined)).toEqual(request);
	});
});
