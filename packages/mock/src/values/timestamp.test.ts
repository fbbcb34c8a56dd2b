import { describe, expect, it } from 'vitest';
import { shiftTimestamp, timestampUnitUs } from './timestamp.ts';

const AT_US = Date.UTC(2026, 0, 1, 12, 0, 0) * 1000;

describe('clock readings', () => {
	it.each([
		['2026-01-01T12:00:00.000Z', 1],
		['2026-01-01 11:59:59+00:00', 1],
		['2026-01-01T12:00:00', 1],
		[AT_US / 1e6, 1e6],
		[AT_US / 1e6 + 0.25, 1e6],
		[AT_US / 1e3, 1e3],
		[AT_US, 1],
		[String(AT_US / 1e3), 1e3],
		[{ $number: `${AT_US}000` }, 1e-3],
	])('%j is one', (value, unitUs) => expect(timestampUnitUs(value, AT_US)).toBe(unitUs));

	it.each([['1999-01-01T00:00:00Z'], [42], ['2026'], [null], [true], [[AT_US]], ['2026-13-45T99:00:00Z']])(
		'%j is none, or far from the message',
		(value) => expect(timestampUnitUs(value, AT_US)).toBeNull(),
	);

	it.each([
		['2026-01-01T12:00:00.000Z', 1_500_000, '2026-01-01T12:00:01.500Z'],
		['2026-01-01T12:00:00.123456Z', 1_000_001, '2026-01-01T12:00:01.123457Z'],
		['2026-01-01T12:00:00Z', 86_400e6, '2026-01-02T12:00:00Z'],
		['2026-01-01 14:00:00+02:00', 3_600e6, '2026-01-01 15:00:00+02:00'],
		[AT_US / 1e3, 2_000_000, AT_US / 1e3 + 2000],
		[String(AT_US / 1e6), 2_000_000, String(AT_US / 1e6 + 2)],
		[AT_US / 1e6 + 0.25, 500_000, AT_US / 1e6 + 0.75],
		[{ $number: `${AT_US}123` }, 1, { $number: `${AT_US + 1}123` }],
	])('%j, %j us later', (value, laterUs, shifted) => expect(shiftTimestamp(value, AT_US, laterUs)).toEqual(shifted));

	it('leaves all else alone', () => expect(shiftTimestamp('hello', AT_US, 1)).toBeNull());
});
