import { describe, expect, it } from 'vitest';
import { jsonEqual } from './json-equal.ts';
import { jsonType } from './json-type.ts';
import { compareNumbers, numericValue } from './numeric-value.ts';
import { timestampFormat } from './timestamp-format.ts';

const big = (digits: string) => ({ $number: digits });

describe('jsonEqual', () => {
	it('ignores the order of keys, not of items', () => {
		expect(jsonEqual({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
		expect(jsonEqual([1, 2], [2, 1])).toBe(false);
		expect(jsonEqual({ a: 1 }, { a: 1, b: 2 })).toBe(false);
		expect(jsonEqual({ a: 1 }, [1])).toBe(false);
		expect(jsonEqual(null, {})).toBe(false);
		expect(jsonEqual(undefined, undefined)).toBe(true);
	});
});

describe('numbers', () => {
	it('compares beyond 2^53 exactly', () => {
		expect(compareNumbers(big('12345678901234567891'), big('12345678901234567890'))).toBeGreaterThan(0);
		expect(compareNumbers(big('12345678901234567890'), big('12345678901234567890'))).toBe(0);
		expect(compareNumbers(1, 2)).toBeLessThan(0);
		expect(compareNumbers(big('0.10000000000000000000001'), big('0.10000000000000000000002'))).toBe(0);
		expect(compareNumbers('1', 2)).toBeNull();
		expect(numericValue(big('1e30'))).toBe(1e30);
	});

	it('have one type, however they are kept', () => {
		expect([1, big('1e400'), 'x', null, [], {}, true].map(jsonType)).toEqual([
			'number',
			'number',
			'string',
			'null',
			'array',
			'object',
			'boolean',
		]);
	});
});

describe('timestampFormat', () => {
	it.each([
		['2026-11-24T20:27:18.746Z', 'iso-date-time'],
		['2026-11-24T20:27:18+02:00', 'iso-date-time'],
		['2026-11-24 20:27:18', 'iso-date-time'],
		['2026-11-24T20:27:18.123456789Z', 'iso-date-time'],
		['2026-11-24', 'iso-date'],
		['Tue, 24 Nov 2026 20:27:18 GMT', 'http-date'],
		[1_795_552_038, 'epoch-s'],
		[1_795_552_038.25, 'epoch-s'],
		['1795552038746', 'epoch-ms'],
		[1_795_552_038_746_123, 'epoch-us'],
		[big('1795552038746123456'), 'epoch-ns'],
	])('reads %j as %s', (value, format) => expect(timestampFormat(value)).toBe(format));

	it.each([
		'2026-13-24',
		'2026-11-24T25:00:00Z',
		'yesterday',
		'12345',
		42,
		999_999_999,
		true,
		null,
		undefined,
		'2026-11-24T20:27:18.746Z and more',
	])('does not take %j for one', (value) => expect(timestampFormat(value)).toBeNull());
});
