import { parseJson } from '@refrain/traffic';
import { expect, test } from 'vitest';
import { type Folding, foldablePaths, treeRows, valueAt } from './tree-rows.ts';

const json = (text: string) => {
	const parsed = parseJson(text);
	if (!parsed.ok) throw new Error(parsed.reason);
	return parsed.value;
};
const lines = (text: string, folding: Folding = new Map()) =>
	treeRows(json(text), folding).map(
		({ depth, name, expanded }) => `${'  '.repeat(depth)}${name}${expanded === null ? '' : expanded ? ' -' : ' +'}`,
	);

test('lists fields in the order they were sent', () => {
	expect(lines('{"b":1,"a":{"x":null,"y":[1,{"k":2}]}}')).toEqual([
		' -',
		'  b',
		'  a -',
		'    x',
		'    y -',
		'      [0]',
		'      [1] -',
		'        k',
	]);
});

test('a chain of objects with one child is one line', () => {
	const rows = treeRows(json('{"type":"next","payload":{"data":{"order":{"id":1,"total":2}}}}'), new Map());
	expect(rows.map(({ name, path }) => [name, path])).toEqual([
		['', '$'],
		['type', '$.type'],
		['payload.data.order', '$.payload.data.order'],
		['id', '$.payload.data.order.id'],
		['total', '$.payload.data.order.total'],
	]);
});

test('folding by path hides what is below', () => {
	expect(lines('{"a":{"x":1,"y":2},"b":3}', new Map([['$.a', false]]))).toEqual([' -', '  a +', '  b']);
});

test('long lists start folded, except at the top', () => {
	const list = JSON.stringify(Array.from({ length: 200 }, (_, at) => at));
	expect(lines(`{"list":${list}}`)).toEqual([' -', '  list +']);
	expect(lines(list)).toHaveLength(201);
});

test('siblings are counted for screen readers', () => {
	expect(treeRows(json('{"a":1,"b":[true]}'), new Map()).map(({ position, siblings }) => [position, siblings])).toEqual(
		[
			[1, 1],
			[1, 2],
			[2, 2],
			[1, 1],
		],
	);
});

test('everything that can be folded is found, however deep', () => {
	const deep = `${'[1,'.repeat(20)}2${']'.repeat(20)}`;
	expect(foldablePaths(json(deep))).toHaveLength(20);
});

test('a value is found by its path, odd keys included', () => {
	const value = json('{"a b":{"c":[{"d":5}]},"n":12345678901234567890}');
	for (const row of treeRows(value, new Map())) expect(valueAt(value, row.path)).toBe(row.value);
	expect(valueAt(value, '$.n')).toEqual({ $number: '12345678901234567890' });
	expect(valueAt(value, '$.missing')).toBeUndefined();
});
