import type { Difference } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import { expect, test } from 'vitest';
import { type FieldRow, type FieldRowsOptions, fieldRows } from './field-rows.ts';

const difference = (path: string, type: Difference['type'] = 'changed', ruleId: string | null = null): Difference => ({
	path,
	generalPath: path.replaceAll(/\[\d+\]/g, '[*]'),
	type,
	expected: undefined,
	observed: undefined,
	ruleId,
	reason: null,
});

const line = (row: FieldRow) =>
	`${'  '.repeat(row.depth)}${row.expanded === null ? '' : row.expanded ? 'v ' : '> '}${row.prefix}${row.name} ${row.state}`;
const lines = (options: FieldRowsOptions) => fieldRows(options).map(line);

const order = { id: 7, lines: [{ sku: 'a', qty: 1 }], at: 'x' };
const base: FieldRowsOptions = {
	expected: { type: 'next', order },
	observed: { type: 'next', order },
	differences: [],
};

test('fields stand in the order of the expected value, new ones after', () => {
	expect(
		lines({ expected: { b: 1, a: 2 }, observed: { c: 3, a: 2, b: 1 }, differences: [difference('$.c', 'added')] }),
	).toEqual(['b equal', 'a equal', 'c added']);
});

test('what differs is open, what is equal stays closed', () => {
	const observed = { type: 'next', order: { ...order, at: 'y' } };
	expect(lines({ ...base, observed, differences: [difference('$.order.at')] })).toEqual([
		'type equal',
		'v order equal',
		'  id equal',
		'  > lines equal',
		'  at changed',
	]);
});

test('when nothing differs the top level is open', () => {
	expect(lines(base)).toEqual(['type equal', 'v order equal', '  id equal', '  > lines equal', '  at equal']);
});

test('a hand fold wins over the default', () => {
	const differences = [difference('$.order.at')];
	expect(lines({ ...base, differences, toggled: new Map([['$.order', false]]) })).toEqual([
		'type equal',
		'> order equal',
	]);
});

test('a chain of only children is one line', () => {
	const nested = { payload: { data: { order: { id: 1, total: 2 } } } };
	expect(
		lines({ expected: nested, observed: nested, differences: [difference('$.payload.data.order.total')] }),
	).toEqual(['v payload.data.order equal', '  id equal', '  total changed']);
});

test('a chain is not folded over a difference of its own', () => {
	const expected = { a: { b: { c: 1 } } };
	expect(lines({ expected, observed: {}, differences: [difference('$.a', 'removed')] })).toEqual(['> a removed']);
});

test('what an added parent holds is added too', () => {
	const rows = fieldRows({
		expected: {},
		observed: { extra: { x: 1, y: 2 } },
		differences: [difference('$.extra', 'added')],
		toggled: new Map([['$.extra', true]]),
	});
	expect(rows.map(line)).toEqual(['v extra added', '  x added', '  y added']);
	expect(rows.map((row) => row.difference?.path)).toEqual(['$.extra', '$.extra', '$.extra']);
});

test('an object against a number is one line: their fields cannot be laid over each other', () => {
	expect(
		lines({ expected: { a: { b: 1 } }, observed: { a: 5 }, differences: [difference('$.a', 'type-changed')] }),
	).toEqual(['a type-changed']);
});

test.each<[string, JsonValue[], JsonValue[], Difference[], string[]]>([
	[
		'changed and added',
		[1, 2],
		[1, 3, 4],
		[difference('$.l[1]'), difference('$.l[2]', 'added')],
		['[0] 1 1 equal', '[1] 2 3 changed', '[2] - 4 added'],
	],
	[
		'one inserted in front',
		[1, 2],
		[9, 1, 2],
		[difference('$.l[0]', 'added')],
		['[0] - 9 added', '[0] 1 1 equal', '[1] 2 2 equal'],
	],
	[
		'one gone',
		[1, 2, 3],
		[1, 3],
		[difference('$.l[1]', 'removed')],
		['[0] 1 1 equal', '[1] 2 - removed', '[2] 3 3 equal'],
	],
	[
		'gone and new at one index',
		[1, 2],
		[5, 2],
		[difference('$.l[0]', 'removed'), difference('$.l[0]', 'added')],
		['[0] 1 - removed', '[0] - 5 added', '[1] 2 2 equal'],
	],
	[
		'moved to the end',
		[1, 2, 3],
		[2, 3, 1],
		[{ ...difference('$.l[2]', 'moved'), movedFrom: '$.l[0]' }],
		['[1] 2 2 equal', '[2] 3 3 equal', '[2] 1 1 moved'],
	],
])('lists: %s', (_, l, observed, differences, shown) => {
	const rows = fieldRows({
		expected: { l },
		observed: { l: observed },
		differences,
		toggled: new Map([['$.l', true]]),
	});
	expect(rows.slice(1).map((row) => `${row.name} ${row.expected ?? '-'} ${row.observed ?? '-'} ${row.state}`)).toEqual(
		shown,
	);
	expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('a number too long for a double is a leaf', () => {
	const long = { $number: '12345678901234567890' };
	expect(lines({ expected: { a: long }, observed: { a: long }, differences: [] })).toEqual(['a equal']);
});

test('a payload without fields is one line', () => {
	expect(lines({ expected: 'hello', observed: 'hullo', differences: [difference('$')] })).toEqual(['payload changed']);
	expect(lines({ expected: undefined, observed: 'surplus', differences: [difference('$', 'added')] })).toEqual([
		'payload added',
	]);
});

test('only differences: equal fields go, parents of differences stay', () => {
	const observed = { type: 'next', order: { ...order, at: 'y' } };
	expect(lines({ ...base, observed, differences: [difference('$.order.at')], onlyDifferences: true })).toEqual([
		'v order equal',
		'  at changed',
	]);
});

test('ignored differences can be hidden, and drafts count as covered', () => {
	const options: FieldRowsOptions = {
		expected: { a: 1, b: 1, c: 1 },
		observed: { a: 2, b: 2, c: 2 },
		differences: [difference('$.a', 'changed', 'rule-1'), difference('$.b'), difference('$.c')],
	};
	expect(lines({ ...options, showIgnored: false })).toEqual(['b changed', 'c changed']);
	const isCovered = (d: Difference) => d.ruleId !== null || d.path === '$.c';
	expect(lines({ ...options, showIgnored: false, isCovered })).toEqual(['b changed']);
});

test('a parent counts what lies below it, open and covered apart', () => {
	const differences = [
		difference('$.order.id', 'changed', 'r'),
		difference('$.order.lines[0].qty'),
		difference('$.orders'),
	];
	expect(fieldRows({ ...base, differences }).find((row) => row.path === '$.order')?.inside).toEqual({
		open: 1,
		ignored: 1,
	});
});

test('handshake and close have lines of their own', () => {
	expect(lines({ expected: undefined, observed: undefined, differences: [difference('close.code')] }).at(-1)).toBe(
		'close.code changed',
	);
});

test('names that need quotes are quoted in the path', () => {
	const rows = fieldRows({ expected: { 'a b': 1, "it's": 2 }, observed: {}, differences: [] });
	expect(rows.map((row) => row.path)).toEqual(['$["a b"]', '$["it\'s"]']);
});
