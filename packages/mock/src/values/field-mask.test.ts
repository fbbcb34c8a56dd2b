import { describe, expect, it } from 'vitest';
import { canonicalJson, FieldMask } from './field-mask.ts';
import { ignorePath } from './ignore-path.ts';

describe('canonical JSON', () => {
	it('does not heed the order of keys and keeps every digit', () => {
		expect(canonicalJson({ b: [1, { $number: '12345678901234567890' }], a: 'x' })).toBe(
			canonicalJson({ a: 'x', b: [1, { $number: '12345678901234567890' }] }),
		);
		expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: '1' }));
		expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
	});
});

describe('a mask', () => {
	const same = (mask: FieldMask, one: never, two: never) => mask.canonical(one) === mask.canonical(two);

	it('leaves a field out, absent or not', () => {
		const mask = new FieldMask().add(['a', 'b'], 'skip');
		expect(same(mask, { a: { b: 1 } } as never, { a: {} } as never)).toBe(true);
		expect(same(mask, { a: { c: 1 } } as never, { a: {} } as never)).toBe(false);
	});

	it('compares by type', () => {
		const mask = new FieldMask().add(['id'], 'type-only');
		expect(same(mask, { id: 'a' } as never, { id: 'b' } as never)).toBe(true);
		expect(same(mask, { id: 'a' } as never, { id: 7 } as never)).toBe(false);
		expect(same(mask, { id: 'a' } as never, {} as never)).toBe(false);
	});

	it.each([
		['$.items[*].id', { items: [{ id: 1, n: 5 }] }, { items: [{ id: 2, n: 5 }] }],
		['$[1]', [2, 'abc', 'Heartbeat', {}], [2, 'xyz', 'Heartbeat', {}]],
		['$..at', { a: [{ at: 1, x: { at: 2 } }] }, { a: [{ at: 3, x: {} }] }],
		['$["with space"]', { 'with space': 1 }, {}],
	])('ignores %s', (path, one, two) => {
		const mask = new FieldMask();
		expect(ignorePath(mask, path)).toBe(true);
		expect(mask.canonical(one as never)).toBe(mask.canonical(two as never));
	});

	it('knows what it covers', () => {
		const mask = new FieldMask().add(['list', null, 'id'], 'skip').addDeep('at', 'skip');
		expect(mask.covers(['list', null, 'id'])).toBe(true);
		expect(mask.covers(['list', 3, 'id', 'below'])).toBe(true);
		expect(mask.covers(['a', 'b', 'at'])).toBe(true);
		expect(mask.covers(['list'])).toBe(false);
	});

	it('refuses what is no path', () => expect(ignorePath(new FieldMask(), '$.a[')).toBe(false));
});
