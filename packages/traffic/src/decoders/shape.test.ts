import { expect, it } from 'vitest';
import type { JsonValue } from '../model.ts';
import { shapeOf } from './shape.ts';

it('is equal for messages that differ in data only', () => {
	const one = shapeOf({ type: 'echo', list: [1, 2], at: { x: 1.5, ok: true, none: null } });
	const other = shapeOf({ at: { ok: false, none: null, x: { $number: '1e400' } }, list: [3], type: 'other' });
	expect(one).toBe('{at:{none:0,ok:b,x:n},list:[n],type:s}');
	expect(other).toBe(one);
});

it('tells other keys and other types apart', () => {
	const shapes: JsonValue[] = [
		{ a: 1 },
		{ a: '1' },
		{ a: [1] },
		{ a: ['1'] },
		{ a: { b: 1 } },
		{ b: 1 },
		{ a: 1, b: 1 },
		{},
		[],
		'x',
	];
	expect(new Set(shapes.map((value) => shapeOf(value))).size).toBe(shapes.length);
});

it('looks six levels deep', () => {
	const deep = (value: string | number) => ({ a: { b: { c: { d: { e: { f: [value] } } } } } });
	expect(shapeOf(deep('x'))).toBe(shapeOf(deep(1)));
});

it('ends long shapes in a hash that still tells them apart', () => {
	const wide = (last: string) =>
		Object.fromEntries([...Array.from({ length: 60 }, (_, at) => `key${at + 100}`), last].map((key) => [key, 1]));
	const [one, other] = [shapeOf(wide('z1')), shapeOf(wide('z2'))];
	expect(one).toHaveLength(160);
	expect(one).not.toBe(other);
	expect(shapeOf(wide('z1'))).toBe(one);
});
