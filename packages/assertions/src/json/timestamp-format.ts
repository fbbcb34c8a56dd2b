import { isJsonNumber, type JsonValue } from '@refrain/traffic';

export const TIMESTAMP_FORMATS = [
	'iso-date-time',
	'iso-date',
	'http-date',
	'epoch-s',
	'epoch-ms',
	'epoch-us',
	'epoch-ns',
] as const;

export type TimestampFormat = (typeof TIMESTAMP_FORMATS)[number];

const ISO_DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ISO_DATE_TIME =
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-4]):[0-5]\d(:[0-6]\d([.,]\d{1,9})?)?( ?(Z|z|UTC|[+-]\d\d:?(\d\d)?))?$/;
// RFC 9110 5.6.7, IMF-fixdate.
const HTTP_DATE =
	/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;

/** 2001-09-09 to 2096-10-02: where epoch seconds have ten digits and no counter of a service starts. */
const EARLIEST_S = 1_000_000_000;
const LATEST_S = 4_000_000_000;

/** How a value is written if it is a point in time, null when it does not look like one. Epoch numbers may be strings of digits. */
export function timestampFormat(value: JsonValue | undefined): TimestampFormat | null {
	if (typeof value === 'number') return epochFormat(value);
	if (isJsonNumber(value)) return epochFormat(Number(value.$number));
	if (typeof value !== 'string' || value.length < 10 || value.length > 40) return null;
	if (ISO_DATE_TIME.test(value)) return 'iso-date-time';
	if (ISO_DATE.test(value)) return 'iso-date';
	if (HTTP_DATE.test(value)) return 'http-date';
	return /^\d{10,19}(\.\d{1,9})?$/.test(value) ? epochFormat(Number(value)) : null;
}

function epochFormat(value: number): TimestampFormat | null {
	if (value >= EARLIEST_S && value <= LATEST_S) return 'epoch-s';
	if (value >= EARLIEST_S * 1e3 && value <= LATEST_S * 1e3) return 'epoch-ms';
	if (value >= EARLIEST_S * 1e6 && value <= LATEST_S * 1e6) return 'epoch-us';
	return value >= EARLIEST_S * 1e9 && value <= LATEST_S * 1e9 ? 'epoch-ns' : null;
}
