import { describe, expect, test } from 'vitest';
import { parseFields, parseRequestHead, parseResponseHead } from './http-head.ts';

describe('request lines (RFC 9112 3)', () => {
	test.each([
		['GET / HTTP/1.1', 'GET', '/', '1.1'],
		['OPTIONS * HTTP/1.0', 'OPTIONS', '*', '1.0'],
		['CONNECT a.example:443 HTTP/1.1', 'CONNECT', 'a.example:443', '1.1'],
		['GET http://a.example/x?y#z HTTP/1.1', 'GET', 'http://a.example/x?y#z', '1.1'],
		["x-$odd'METHOD \xe4 HTTP/1.1", "x-$odd'METHOD", '\xe4', '1.1'],
	])('%s', (line, method, target, version) => {
		expect(parseRequestHead([line])).toEqual({ head: { method, target, version, headers: [] }, problems: [] });
	});

	test.each(['', 'GET /', 'GET HTTP/1.1', 'GET / HTTP/1', 'G(T / HTTP/1.1', '\x16\x03\x01', 'HTTP/1.1 200 OK'])(
		'%j is none',
		(line) => {
			const { head, problems } = parseRequestHead([line]);
			expect(head).toBeNull();
			expect(problems).toMatchObject([{ code: 'bad-request-line', line: 0 }]);
		},
	);

	test('white space inside the target is told (RFC 9112 3.2)', () => {
		const { head, problems } = parseRequestHead(['GET /a b HTTP/1.1']);
		expect(head?.target).toBe('/a b');
		expect(problems.map((problem) => problem.code)).toEqual(['bad-request-line']);
	});

	test('another major version cannot be read (the preface of HTTP/2)', () => {
		const { head, problems } = parseRequestHead(['PRI * HTTP/2.0']);
		expect([head, problems[0]?.code]).toEqual([null, 'bad-http-version']);
	});
});

describe('status lines (RFC 9112 4)', () => {
	test.each([
		['HTTP/1.1 200 OK', 200, 'OK'],
		['HTTP/1.0 404 Not Found', 404, 'Not Found'],
		['HTTP/1.1 204 ', 204, ''],
		['HTTP/1.1 204', 204, ''],
		['HTTP/1.1 101 Web Socket Protocol Handshake', 101, 'Web Socket Protocol Handshake'],
	])('%j', (line, status, reason) => {
		expect(parseResponseHead([line]).head).toMatchObject({ status, reason });
	});

	test.each(['', 'HTTP/1.1', 'HTTP/1.1 20 x', 'HTTP/1.1 2000', 'ICY 200 OK', 'GARBAGE'])('%j is none', (line) => {
		expect(parseResponseHead([line])).toMatchObject({ head: null, problems: [{ code: 'bad-status-line' }] });
	});

	test('HTTP/2 in a status line', () => {
		expect(parseResponseHead(['HTTP/2.0 200 OK'])).toMatchObject({
			head: null,
			problems: [{ code: 'bad-http-version' }],
		});
	});
});

describe('fields (RFC 9112 5)', () => {
	test('names keep their case, values lose the white space around them, repeats stay', () => {
		expect(parseFields(['HoSt:  a.example \t', 'set-cookie: a', 'Set-Cookie:b', 'Empty:'])).toEqual({
			headers: [
				['HoSt', 'a.example'],
				['set-cookie', 'a'],
				['Set-Cookie', 'b'],
				['Empty', ''],
			],
			problems: [],
		});
	});

	test('a folded line becomes one value and is told (5.2)', () => {
		const { headers, problems } = parseFields(['A: 1', '  2', '\t3', 'B: 4']);
		expect(headers).toEqual([
			['A', '1 2 3'],
			['B', '4'],
		]);
		expect(problems.map((problem) => problem.code)).toEqual(['folded-header', 'folded-header']);
		expect(problems.map((problem) => problem.line)).toEqual([1, 2]);
	});

	test('white space before the colon is told (5.1)', () => {
		const { headers, problems } = parseFields(['A : 1']);
		expect([headers, problems[0]?.code]).toEqual([[['A', '1']], 'space-before-colon']);
	});

	test.each(['no colon', ': no name', 'two words: x', ' folded onto nothing'])('%j is told and left out', (line) => {
		expect(parseFields([line])).toMatchObject({ headers: [], problems: [{ code: 'bad-header-line', line: 0 }] });
	});
});
