import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { z } from 'zod';
import { type TimestampFormat, timestampFormat } from '../json/timestamp-format.ts';
import { defineTransform } from './transform.ts';

export const shiftTime = defineTransform({
	name: 'shift-time',
	label: 'Shift to now',
	summary: 'A point in time moves as far as the replay is later than the recording; how it is written stays.',
	options: z.strictObject({}),
	apply: (recorded, _, { nowUs, recordedAtUs }) => shiftTimestamp(recorded, nowUs - recordedAtUs),
	variables: () => [],
});

const UNITS_US: Partial<Record<TimestampFormat, number>> = { 'epoch-s': 1e6, 'epoch-ms': 1e3, 'epoch-us': 1 };

/** The same moment `byUs` later, with the precision and form it had; anything else as it is. */
export function shiftTimestamp(value: JsonValue, byUs: number): JsonValue {
	const format = timestampFormat(value);
	if (format === null) return value;
	if (typeof value === 'string' && !format.startsWith('epoch')) return shiftText(value, format, byUs);
	const digits = typeof value === 'string' ? value : isJsonNumber(value) ? value.$number : String(value);
	const shifted = shiftDigits(digits, format, byUs);
	if (typeof value === 'string') return shifted;
	return typeof value === 'number' && Number.isSafeInteger(Number(shifted.split('.')[0]))
		? Number(shifted)
		: { $number: shifted };
}

/** Whole units and a fraction are added apart, so that nanoseconds keep every digit. */
function shiftDigits(digits: string, format: TimestampFormat, byUs: number): string {
	const [whole = '', fraction = ''] = digits.split('.');
	if (format === 'epoch-ns') return String(BigInt(whole) + BigInt(Math.round(byUs)) * 1000n);
	const unitUs = UNITS_US[format] ?? 1;
	const scale = 10n ** BigInt(fraction.length);
	const by = BigInt(Math.round((byUs / unitUs) * 10 ** fraction.length));
	const total = BigInt(whole + fraction) + by;
	return fraction === '' ? String(total) : `${total / scale}.${String(total % scale).padStart(fraction.length, '0')}`;
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:([T ])(\d\d:\d\d)(:\d\d)?(?:([.,])(\d+))?( ?(?:Z|z|UTC|[+-]\d\d:?(?:\d\d)?))?)?$/;

function shiftText(text: string, format: TimestampFormat, byUs: number): string {
	if (format === 'http-date') return new Date(Date.parse(text) + byUs / 1000).toUTCString();
	const [, date = '', separator, minutes = '00:00', seconds, point = '.', fraction = '', zone = ''] =
		ISO.exec(text) ?? [];
	// Shifted as if it were UTC: the zone only says how the clock on the wall is to be read, and stays.
	const ms = Date.parse(`${date}T${minutes}${seconds ?? ':00'}Z`);
	const us = BigInt(ms) * 1000n + BigInt((fraction.padEnd(6, '0') || '0').slice(0, 6)) + BigInt(Math.round(byUs));
	const shifted = new Date(Number(us / 1000n)).toISOString();
	if (separator === undefined) return shifted.slice(0, 10);
	const digits = `${shifted.slice(20, 23)}${String(us % 1000n).padStart(3, '0')}`.padEnd(fraction.length, '0');
	const clock = seconds === undefined ? shifted.slice(11, 16) : shifted.slice(11, 19);
	return `${shifted.slice(0, 10)}${separator}${clock}${fraction === '' ? '' : point + digits.slice(0, fraction.length)}${zone}`;
}
