import type { Cause, ExchangeResult } from '@refrain/assertions';
import { expect, test } from 'vitest';
import { publicAddress, sharedCause, sharedExchange, showsPayloads, withoutQuery } from './shared-report.ts';

const SECRET = 'Sesame-42';

const KEYS = new Map([[`k ${SECRET}`, 'c1']]);

const exchange: ExchangeResult = {
	n: 3,
	connectionId: 'c',
	exchange: 3,
	kind: 'handshake',
	label: `GET /ws?token=${SECRET}`,
	channel: null,
	asserted: true,
	passed: false,
	verdict: 'mismatch',
	messages: [
		{
			verdict: 'mismatch',
			sender: 'server',
			expected: 1,
			observed: 2,
			kind: 'echo',
			channel: null,
			differences: [
				{
					path: '$.name',
					generalPath: '$.name',
					type: 'changed',
					expected: SECRET,
					observed: 'x',
					ruleId: null,
					reason: SECRET,
				},
			],
			reason: `closed with ${SECRET}`,
			recordedLatencyUs: 1,
			observedLatencyUs: 2,
		},
	],
	recordedLatencyUs: 1,
	observedLatencyUs: 2,
	cause: `k ${SECRET}`,
	causes: [`k ${SECRET}`],
	summary: `name: ${SECRET}`,
};

const cause: Cause = {
	key: `k ${SECRET}`,
	verdict: 'mismatch',
	kind: 'echo',
	path: '$.name',
	sentence: `name changed from ${SECRET}`,
	evidence: `${SECRET} → x`,
	exchanges: 1,
	representative: 3,
	suggestion: {
		path: '$.name',
		kind: 'echo',
		sender: 'server',
		check: 'one-of',
		options: { values: [SECRET] },
		label: '',
		evidence: SECRET,
		certain: false,
	},
};

test('without payloads no value leaves, in any sentence', () => {
	expect(JSON.stringify([sharedExchange(exchange, null, KEYS), sharedCause(cause, 'none', KEYS)])).not.toContain(
		SECRET,
	);
	expect(sharedExchange(exchange, null, KEYS).causes).toEqual([sharedCause(cause, 'none', KEYS).key]);
	expect(sharedCause(cause, 'none', KEYS).sentence).toBe('name differs');
	expect(sharedExchange(exchange, null, KEYS).messages[0]).toEqual({
		verdict: 'mismatch',
		kind: 'echo',
		reason: 'differs',
		differences: [{ path: '$.name', type: 'changed', ruleId: null }],
	});
});

test('with payloads values are there, but never the query of a handshake', () => {
	const shared = sharedExchange(exchange, [{ expected: { name: SECRET }, observed: { name: 'x' } }], KEYS);
	expect(shared.label).toBe('GET /ws');
	expect(shared.messages[0]).toMatchObject({
		expected: { name: SECRET },
		differences: [{ expected: SECRET, observed: 'x' }],
	});
});

test('suggestions and ids of stored connections are never shared', () => {
	expect(Object.keys(sharedCause(cause, 'all', KEYS)).sort()).toEqual([
		'evidence',
		'exchanges',
		'key',
		'kind',
		'path',
		'sentence',
		'verdict',
	]);
	expect(sharedExchange(exchange, [], KEYS)).not.toHaveProperty('connectionId');
});

test.each([
	['all', true, true],
	['all', false, true],
	['failed', true, false],
	['failed', false, true],
	['none', true, false],
	['none', false, false],
] as const)('level %s, passed %s: payloads %s', (include, passed, shown) => {
	expect(showsPayloads(include, { passed, asserted: true })).toBe(shown);
});

test.each([
	['ws://user:pw@host:81/ws?token=1#x', 'ws://host:81/ws'],
	['wss://host/', 'wss://host'],
	['not an address?x=1', 'not an address'],
])('%s is shown as %s', (target, shown) => expect(publicAddress(target)).toBe(shown));

test('queries are cut', () => {
	expect(withoutQuery('No answer to GET /a?b=c, nor to "/d?e=f"; why?')).toBe('No answer to GET /a nor to "/d"; why?');
});
