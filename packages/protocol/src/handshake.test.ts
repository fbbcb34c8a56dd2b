import { describe, expect, test } from 'vitest';
import { ACCEPT, KEY } from '../test/support/upgrade.ts';
import type { Headers } from './events.ts';
import { isUpgradeRequest, judgeUpgradeRequest, judgeUpgradeResponse } from './handshake.ts';

const ASKED: Record<string, string> = {
	Host: 'a.example',
	Upgrade: 'WebSocket',
	Connection: 'keep-alive, Upgrade',
	'Sec-WebSocket-Key': KEY,
	'Sec-WebSocket-Version': '13',
};
const ANSWERED: Record<string, string> = {
	Upgrade: 'websocket',
	Connection: 'upgrade',
	'Sec-WebSocket-Accept': ACCEPT,
};

function headers(base: Record<string, string>, changes: Record<string, string | null>): Headers {
	const merged = { ...base, ...changes };
	return Object.entries(merged).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function request(changes: Record<string, string | null> = {}, method = 'GET') {
	return { method, target: '/', version: '1.1', headers: headers(ASKED, changes) };
}

function response(changes: Record<string, string | null> = {}) {
	return { status: 101, reason: '', version: '1.1', headers: headers(ANSWERED, changes) };
}

describe('a request for a WebSocket', () => {
	test('is recognised by its Upgrade header', () => {
		expect(isUpgradeRequest(request())).toBe(true);
		expect(isUpgradeRequest(request({ Upgrade: 'h2c, websocket' }))).toBe(true);
		expect(isUpgradeRequest(request({ Upgrade: 'h2c' }))).toBe(false);
		expect(isUpgradeRequest(request({ Upgrade: null }))).toBe(false);
	});

	test('a good one', () => {
		expect(judgeUpgradeRequest(request())).toEqual([]);
		expect(judgeUpgradeRequest(request({ 'Sec-WebSocket-Extensions': '' }))).toEqual([]);
	});

	test.each([
		[{ Connection: null }, 'missing-connection-upgrade'],
		[{ Connection: 'keep-alive' }, 'missing-connection-upgrade'],
		[{ 'Sec-WebSocket-Key': null }, 'bad-key'],
		[{ 'Sec-WebSocket-Key': 'c2hvcnQ=' }, 'bad-key'],
		[{ 'Sec-WebSocket-Version': null }, 'missing-version'],
		[{ 'Sec-WebSocket-Extensions': 'a;;' }, 'bad-extension-header'],
	])('%j', (changes, code) => {
		expect(judgeUpgradeRequest(request(changes)).map((problem) => problem.code)).toEqual([code]);
	});

	test('with another method than GET', () => {
		expect(judgeUpgradeRequest(request({}, 'POST')).map((problem) => problem.code)).toEqual(['bad-upgrade-method']);
	});
});

describe('its acceptance', () => {
	const PMD = 'permessage-deflate';
	test.each<[string, Record<string, string | null>, Record<string, string | null>, string[]]>([
		['plain', {}, {}, []],
		['an offered subprotocol', { 'Sec-WebSocket-Protocol': 'a, b' }, { 'Sec-WebSocket-Protocol': 'b' }, []],
		['offered but none chosen', { 'Sec-WebSocket-Protocol': 'a', 'Sec-WebSocket-Extensions': PMD }, {}, []],
		['an empty extension header', {}, { 'Sec-WebSocket-Extensions': '' }, []],
		['an offered extension', { 'Sec-WebSocket-Extensions': PMD }, { 'Sec-WebSocket-Extensions': PMD }, []],
		['no Upgrade', {}, { Upgrade: null }, ['missing-upgrade']],
		['no Connection', {}, { Connection: null }, ['missing-connection-upgrade']],
		['no accept', {}, { 'Sec-WebSocket-Accept': null }, ['wrong-accept']],
		['a wrong accept', {}, { 'Sec-WebSocket-Accept': KEY }, ['wrong-accept']],
		[
			'a subprotocol that was not offered',
			{ 'Sec-WebSocket-Protocol': 'a' },
			{ 'Sec-WebSocket-Protocol': 'A' },
			['unoffered-subprotocol'],
		],
		['an extension that was not offered', {}, { 'Sec-WebSocket-Extensions': PMD }, ['unoffered-extension']],
		['broken grammar', {}, { 'Sec-WebSocket-Extensions': 'a b' }, ['bad-extension-header']],
		[
			'parameters that were not offered',
			{ 'Sec-WebSocket-Extensions': PMD },
			{ 'Sec-WebSocket-Extensions': `${PMD}; client_max_window_bits=9` },
			['bad-deflate-parameters'],
		],
		[
			'parameters that are none',
			{ 'Sec-WebSocket-Extensions': PMD },
			{ 'Sec-WebSocket-Extensions': `${PMD}; client_max_window_bits` },
			['bad-deflate-parameters'],
		],
	])('%s', (_, asked, answered, codes) => {
		expect(judgeUpgradeResponse(request(asked), response(answered)).map((problem) => problem.code)).toEqual(codes);
	});
});
