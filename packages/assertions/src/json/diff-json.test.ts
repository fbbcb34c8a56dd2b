import type { JsonValue } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { printLocation } from '../paths/field-path.ts';
import { diffJson } from './diff-json.ts';

function diff(expected: JsonValue, observed: JsonValue): string[] {
	return diffJson(expected, observed).map(({ type, location, movedFrom }) =>
		[type, printLocation(location), ...(movedFrom ? [printLocation(movedFrom)] : [])].join(' '),
	);
}

describe('diffJson', () => {
	it('finds nothing in equal values, whatever the order of keys', () => {
		expect(diff({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toEqual([]);
	});

	it('names the smallest places', () => {
		expect(diff({ a: { b: 1, c: 2 }, d: 'x' }, { a: { b: 1, c: 3 }, e: true })).toEqual([
			'changed $.a.c',
			'removed $.d',
			'added $.e',
		]);
	});

	it('tells a change of type from a change of value', () => {
		expect(diff({ a: 1, b: null, c: [] }, { a: '1', b: 0, c: {} })).toEqual([
			'type-changed $.a',
			'type-changed $.b',
			'type-changed $.c',
		]);
	});

	it('keeps numbers beyond 2^53 apart by their digits', () => {
		const big = (digits: string) => ({ id: { $number: digits } });
		expect(diff(big('12345678901234567890'), big('12345678901234567890'))).toEqual([]);
		expect(diff(big('12345678901234567890'), big('12345678901234567891'))).toEqual(['changed $.id']);
		expect(diff(big('12345678901234567890'), { id: 5 })).toEqual(['changed $.id']);
	});

	it('makes an inserted item one added, a deleted one removed', () => {
		expect(diff([1, 2, 3], [1, 9, 2, 3])).toEqual(['added $[1]']);
		expect(diff([1, 2, 3], [1, 3])).toEqual(['removed $[1]']);
		expect(
			diff(
				[
					{ id: 1, n: 'a' },
					{ id: 2, n: 'b' },
				],
				[
					{ id: 0, n: 'z' },
					{ id: 1, n: 'a' },
					{ id: 2, n: 'b' },
				],
			),
		).toEqual(['added $[0]']);
	});

	it('goes on inside an item that is the same but for a field', () => {
		const items = (qty: number) => [
			{ sku: 'a', qty: 1 },
			{ sku: 'b', qty },
			{ sku: 'c', qty: 3 },
		];
		expect(diff(items(2), items(5))).toEqual(['changed $[1].qty']);
	});

	it('finds an equal item in another place as moved', () => {
		expect(diff(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])).toEqual(['moved $[3] $[0]']);
	});

	it('compares scalars at the root', () => {
		expect(diff('a', 'b')).toEqual(['changed $']);
		expect(diff(1, 1)).toEqual([]);
	});

	it('is not misled by keys that objects have by nature', () => {
		expect(diff({}, JSON.parse('{"constructor":1}'))).toEqual(['added $.constructor']);
		expect(diff(JSON.parse('{"toString":1}'), {})).toEqual(['removed $.toString']);
	});

	it('stays quick on long arrays with an early insertion', () => {
		const long = Array.from({ length: 20_000 }, (_, index) => ({ index, name: `item ${index}` }));
		expect(diff(long, [{ index: -1, name: 'new' }, ...long])).toEqual(['added $[0]']);
	});
});
