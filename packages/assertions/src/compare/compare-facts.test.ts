import { encodeUtf8, type HttpExchange } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { compareHttp } from './compare-facts.ts';

function http(status: number | null, body: string | Uint8Array, headers: [string, string][] = []): HttpExchange {
	const responseBody = typeof body === 'string' ? encodeUtf8(body) : body;
	return {
		n: 0,
		request: { method: 'GET', target: '/', version: '1.1', headers: [] },
		requestBody: new Uint8Array(0),
		requestAtUs: 1000,
		response: status === null ? null : { status, reason: '', version: '1.1', headers },
		responseBody,
		responseAtUs: status === null ? null : 3000,
		endedAtUs: status === null ? null : 4000,
		truncated: false,
		requestBodyBytes: 0,
		responseBodyBytes: responseBody.length,
	};
}

function paths(expected: HttpExchange, observed: HttpExchange | undefined): string[] {
	return compareHttp(expected, observed).differences.map(({ path, type }) => `${type} ${path}`);
}

describe('compareHttp', () => {
	it('compares the status, the headers that matter and the body', () => {
		const json: [string, string][] = [
			['Content-Type', 'application/json'],
			['Date', 'today'],
		];
		expect(
			paths(
				http(200, '{"a":1,"b":2}', json),
				http(500, '{"b":2,"a":3}', [
					['content-type', 'text/html'],
					['date', 'tomorrow'],
				]),
			),
		).toEqual(['changed http.status', 'changed http.header.content-type', 'changed $.a']);
	});

	it('compares bodies that are no JSON as a whole', () => {
		expect(paths(http(200, 'ok'), http(200, 'no'))).toEqual(['changed http.body']);
		expect(paths(http(200, Uint8Array.of(255, 1)), http(200, Uint8Array.of(255, 2)))).toEqual(['changed http.body']);
		expect(paths(http(200, Uint8Array.of(255, 1)), http(200, Uint8Array.of(255, 1)))).toEqual([]);
	});

	it('measures both sides, and knows when no answer came', () => {
		expect(compareHttp(http(200, ''), http(200, ''))).toMatchObject({
			observed: true,
			recordedLatencyUs: 2000,
			observedLatencyUs: 2000,
		});
		expect(compareHttp(http(200, ''), http(null, ''))).toMatchObject({ observed: false, observedLatencyUs: null });
		expect(compareHttp(http(200, ''), undefined)).toMatchObject({ observed: false });
	});
});
