import { createSerializer } from 'nuqs';
import { expect, test } from 'vitest';
import { ignoredParams, orderParams, TRAFFIC_PARAMS } from './index.ts';

const serialize = createSerializer(TRAFFIC_PARAMS);
const ORDER = Object.keys(TRAFFIC_PARAMS);

test('the default state has an empty query string', () => {
	expect(serialize({ q: '', r: 'all', ts: 'abs', live: true, c: null })).toBe('');
});

test('every parameter survives the way through a link', () => {
	const state = {
		q: 'dir:up "a b"',
		r: '1h',
		t: { fromUs: 1_764_000_000_123_000, toUs: 1_764_000_060_456_000 },
		c: 'k3f9',
		x: 2,
		f: 43_167,
		tab: 'diff',
		p: '$.a["b c"][0]',
		ts: 'delta',
		live: false,
		a: { connectionId: 'k3f9', number: 7 },
	} as const;
	const search = new URLSearchParams(serialize(state));
	const read = Object.fromEntries(
		Object.entries(TRAFFIC_PARAMS).map(([name, parser]) => [name, parser.parse(search.get(name) as string)]),
	);
	expect(read).toEqual(state);
	expect([...search.keys()]).toEqual(ORDER);
});

test('a brush is rounded outwards to milliseconds', () => {
	expect(serialize({ t: { fromUs: 1_500, toUs: 2_500 } })).toContain(
		'1970-01-01T00:00:00.001Z..1970-01-01T00:00:00.003Z',
	);
});

test('the order of a link does not depend on how it came about', () => {
	const search = new URLSearchParams('z=1&f=3&c=x&q=dir:up');
	expect([...orderParams(search, ORDER).keys()]).toEqual(['q', 'c', 'f', 'z']);
});

test.each([
	['?q=anything&f=12', []],
	['?cols=foo&f=abc', ['cols=foo', 'f=abc']],
	['?f=0&tab=nope&t=x..y&r=2h&live=maybe&a=k', ['f=0', 'tab=nope', 't=x..y', 'r=2h', 'live=maybe', 'a=k']],
])('of %s is ignored: %o', (link, ignored) => {
	expect(ignoredParams(new URLSearchParams(link), TRAFFIC_PARAMS)).toEqual(ignored);
});
