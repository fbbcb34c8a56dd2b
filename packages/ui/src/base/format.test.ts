import { expect, test } from 'vitest';
import {
	formatBytes,
	formatClock,
	formatClockSeconds,
	formatCount,
	formatDateTime,
	formatDuration,
	formatStopwatch,
	plural,
} from './format.ts';

test.each([
	[0, '0 B'],
	[999, '999 B'],
	[1000, '1.0 kB'],
	[64_249, '64.2 kB'],
	[99_949, '99.9 kB'],
	[99_950, '100 kB'],
	[999_949, '1000 kB'],
	[999_950, '1.0 MB'],
	[18_400_000, '18.4 MB'],
	[5e15, '5000 TB'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
	[0, '0.0 ms'],
	[41_600, '41.6 ms'],
	[99_950, '100 ms'],
	[184_000, '184 ms'],
	[999_499, '999 ms'],
	[999_500, '1.0 s'],
	[2_100_000, '2.1 s'],
	[59_949_000, '59.9 s'],
	[59_950_000, '1m 00s'],
	[862_000_000, '14m 22s'],
	[11_100_000_000, '3h 05m'],
	[-1_500, '-1.5 ms'],
])('%d µs read %s', (us, text) => expect(formatDuration(us)).toBe(text));

test.each([
	[0, '0:00'],
	[24.9, '0:24'],
	[754, '12:34'],
	[3_729, '1:02:09'],
	[-3, '0:00'],
])('%d seconds of waiting read %s', (seconds, text) => expect(formatStopwatch(seconds)).toBe(text));

test('counts have separators and agree with their noun', () => {
	expect(formatCount(1_048_576)).toBe('1,048,576');
	expect(plural(1, 'frame')).toBe('1 frame');
	expect(plural(1204, 'frame')).toBe('1,204 frames');
	expect(plural(2, 'entry', 'entries')).toBe('2 entries');
});

test('clocks are local and have milliseconds', () => {
	const atUs = new Date(2026, 10, 23, 9, 5, 7, 44).getTime() * 1000 + 999;
	expect(formatClock(atUs)).toBe('09:05:07.044');
	expect(formatClockSeconds(atUs)).toBe('09:05:07');
	expect(formatDateTime(atUs, atUs)).toBe('23 Nov 09:05');
	expect(formatDateTime(atUs, new Date(2027, 0, 1).getTime() * 1000)).toBe('23 Nov 2026 09:05');
});
