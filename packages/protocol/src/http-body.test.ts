import { describe, expect, test } from 'vitest';
import type { Headers } from './events.ts';
import { asksToSwitch, BodySink, requestFraming, responseFraming } from './http-body.ts';

function request(method: string, ...headers: Headers) {
	return { method, target: '/', version: '1.1', headers };
}

function response(status: number, ...headers: Headers) {
	return { status, reason: '', version: '1.1', headers };
}

describe('requests (RFC 9112 6.3)', () => {
	test.each<[Headers, string, number | undefined, string | undefined]>([
		[[], 'length', 0, undefined],
		[[['Content-Length', '5']], 'length', 5, undefined],
		[[['Content-Length', '5, 5']], 'length', 5, undefined],
		[
			[
				['Content-Length', '5'],
				['content-length', '5'],
			],
			'length',
			5,
			undefined,
		],
		[[['Content-Length', '5, 6']], 'unknowable', undefined, 'bad-content-length'],
		[[['Content-Length', '-5']], 'unknowable', undefined, 'bad-content-length'],
		[[['Content-Length', '']], 'unknowable', undefined, 'bad-content-length'],
		[[['Content-Length', '99999999999999999999']], 'unknowable', undefined, 'bad-content-length'],
		[[['Transfer-Encoding', 'gzip, Chunked']], 'chunked', undefined, undefined],
		[
			[
				['Transfer-Encoding', 'chunked'],
				['Content-Length', '5'],
			],
			'chunked',
			undefined,
			'length-and-transfer-encoding',
		],
		[[['Transfer-Encoding', 'gzip']], 'unknowable', undefined, 'bad-transfer-encoding'],
	])('%j', (headers, kind, length, problem) => {
		const framed = requestFraming(request('POST', ...headers));
		expect(framed.framing).toEqual(length === undefined ? { kind } : { kind, length });
		expect(framed.problem?.code).toBe(problem);
	});
});

describe('responses (RFC 9112 6.3)', () => {
	const five = ['Content-Length', '5'] as const;
	test.each([
		['GET', response(200, five), { kind: 'length', length: 5 }],
		['GET', response(200), { kind: 'until-close' }],
		['GET', response(200, ['Content-Length', 'x']), { kind: 'until-close' }],
		['GET', response(200, ['Transfer-Encoding', 'gzip']), { kind: 'until-close' }],
		['GET', response(200, ['Transfer-Encoding', 'chunked']), { kind: 'chunked' }],
		['HEAD', response(200, five), { kind: 'length', length: 0 }],
		['HEAD', response(200, ['Transfer-Encoding', 'chunked']), { kind: 'length', length: 0 }],
		['GET', response(204, five), { kind: 'length', length: 0 }],
		['GET', response(304, five), { kind: 'length', length: 0 }],
		['GET', response(100), { kind: 'length', length: 0 }],
		['GET', response(101), { kind: 'switched' }],
		['CONNECT', response(200), { kind: 'switched' }],
		['CONNECT', response(407, five), { kind: 'length', length: 5 }],
	] as const)('to %s: %j', (method, head, framing) => {
		expect(responseFraming(head, method).framing).toEqual(framing);
	});
});

test('which requests ask to leave HTTP (RFC 9110 7.8, 9.3.6)', () => {
	expect(asksToSwitch(request('CONNECT'))).toBe(true);
	expect(asksToSwitch(request('GET', ['Upgrade', 'h2c'], ['Connection', 'Upgrade, HTTP2-Settings']))).toBe(true);
	expect(asksToSwitch(request('GET', ['Upgrade', 'WebSocket']))).toBe(true);
	expect(asksToSwitch(request('GET', ['Upgrade', 'h2c']))).toBe(false);
	expect(asksToSwitch(request('GET', ['Connection', 'upgrade']))).toBe(false);
});

test('a body over the limit: its start is kept, all is counted', () => {
	const sink = new BodySink(5);
	for (const part of ['abc', 'def', 'ghi']) sink.append(new Uint8Array(Buffer.from(part)));
	expect(sink.bytes).toBe(9);
	expect(Buffer.from(sink.take()).toString()).toBe('abcde');
});
