import { isJsonNumber, type JsonValue } from '@refrain/traffic';

/** Points in time further from the message than this are data (a birthday, an expiry), not clock readings. */
const NEAR_US = 2 * 86_400 * 1e6;

const ISO = /^(\d{4}-\d{2}-\d{2})([T ])(\d{2}:\d{2}:\d{2})(?:([.,])(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;
const DIGITS = /^\d{10,19}(?:\.\d{1,9})?$/;
/** Microseconds in one unit of an epoch number. */
const EPOCH_UNITS_US = [1e6, 1e3, 1, 1e-3] as const;

/**
 * Microseconds in one unit of the value if it is a clock reading near `atUs`: 1e6 for epoch seconds, 1e3 for
 * milliseconds, ...; 1 for ISO text. Null when it is no point in time, or one far from the message.
 */
export function timestampUnitUs(value: JsonValue, atUs: number): number | null {
	const number = epochNumber(value);
	if (number !== null) return EPOCH_UNITS_US.find((unit) => Math.abs(number * unit - atUs) <= NEAR_US) ?? null;
	if (typeof value !== 'string' || value.length < 19 || value.length > 40 || !ISO.test(value)) return null;
	const parsed = parseIso(value);
	return parsed !== null && Math.abs(parsed - atUs) <= NEAR_US ? 1 : null;
}

/** The value, later by this much, written as it was; null when it is no clock reading. */
export function shiftTimestamp(value: JsonValue, atUs: number, laterUs: number): JsonValue | null {
	const unitUs = timestampUnitUs(value, atUs);
	if (unitUs === null) return null;
	if (typeof value === 'number') return shiftEpoch(String(value), laterUs / unitUs).number;
	if (isJsonNumber(value)) return { $number: shiftEpoch(value.$number, laterUs / unitUs).text };
	const text = value as string;
	return DIGITS.test(text) ? shiftEpoch(text, laterUs / unitUs).text : shiftIso(text, laterUs);
}

function epochNumber(value: JsonValue): number | null {
	if (typeof value === 'number') return value;
	if (isJsonNumber(value)) return Number(value.$number);
	return typeof value === 'string' && DIGITS.test(value) ? Number(value) : null;
}

function shiftEpoch(text: string, laterUnits: number): { number: number; text: string } {
	const decimals = text.split('.')[1]?.length ?? 0;
	if (decimals > 0) {
		const shifted = (Number(text) + laterUnits).toFixed(decimals);
		return { number: Number(shifted), text: shifted };
	}
	// Nanoseconds do not fit a double.
	const shifted = BigInt(text) + BigInt(Math.round(laterUnits));
	return { number: Number(shifted), text: String(shifted) };
}

/** Epoch microseconds; a time without a zone is taken as UTC. */
function parseIso(text: string): number | null {
	const match = ISO.exec(text);
	if (match === null) return null;
	const [, date, , time, , fraction = '', zone = 'Z'] = match;
	const ms = Date.parse(`${date}T${time}${zone === '' ? 'Z' : zone}`);
	if (Number.isNaN(ms)) return null;
	return ms * 1000 + Math.floor(Number(`0.${fraction || '0'}`) * 1e6);
}

function shiftIso(text: string, laterUs: number): string {
	const [, , separator = 'T', , point = '', fraction = '', zone = ''] = ISO.exec(text) ?? [];
	const atUs = (parseIso(text) ?? 0) + Math.round(laterUs);
	const offsetMs = zoneOffsetMs(zone);
	const local = new Date(Math.floor(atUs / 1000) + offsetMs).toISOString();
	const micros = String(((atUs % 1e6) + 1e6) % 1e6).padStart(6, '0');
	const digits = micros.padEnd(9, '0').slice(0, fraction.length);
	return `${local.slice(0, 10)}${separator}${local.slice(11, 19)}${point}${digits}${zone}`;
}

function zoneOffsetMs(zone: string): number {
	const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
	if (match === null) return 0;
	const [, sign, hours, minutes] = match;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
