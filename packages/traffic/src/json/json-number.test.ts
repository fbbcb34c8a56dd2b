import { expect, it } from 'vitest';
import type { JsonValue } from '../model.ts';
import { isJsonNumber, toJsonNumber } from './json-number.ts';

it('tells a kept number from an object that has more to say', () => {
	expect(isJsonNumber({ $number: '1e400' })).toBe(true);
	const others: (JsonValue | undefined)[] = [
		undefined,
		null,
		1,
		'1',
		['1'],
		{},
		{ $number: 1 },
		{ $number: '1', unit: 'm' },
	];
	for (const value of others) {
		expect(isJsonNumber(value)).toBe(false);
	}
});

it('compares digits, not spellings', () => {
	expect(toJsonNumber('1.2300000000000000e+2')).toBe(123);
	expect(toJsonNumber('123456789012345680000')).toBe(123456789012345680000);
	expect(toJsonNumber('123456789012345678901')).toEqual({ $number: '123456789012345678901' });
	expect(toJsonNumber('-0.000000000000000000')).toBe(-0);
});
