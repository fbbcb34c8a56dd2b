import { expect, it } from 'vitest';
import { byteCount, clock, count, createPaint, toWidth } from './text-table.ts';

it('fits text to a width by characters, not by code units', () => {
	expect(toWidth('abc', 5)).toBe('abc  ');
	expect(toWidth('abc', 5, 'right')).toBe('  abc');
	expect(toWidth('abcdef', 4)).toBe('abc…');
	expect(toWidth('🙂🙂🙂', 2)).toBe('🙂…');
	expect(toWidth('abc', 0)).toBe('…');
});

it('says sizes, times and counts as people do', () => {
	expect([0, 999, 1000, 16_777_216, 999_950, 5e15].map(byteCount)).toEqual([
		'0 B',
		'999 B',
		'1.0 kB',
		'16.8 MB',
		'1.0 MB',
		'5000.0 TB',
	]);
	expect([0, 4_200, 59_999_400, 61_500_000, 3_725_004_000].map(clock)).toEqual([
		'0.000',
		'0.004',
		'59.999',
		'1:01.500',
		'62:05.004',
	]);
	expect([count(1, 'message'), count(43_166, 'message')]).toEqual(['1 message', '43,166 messages']);
});

it('paints only when asked to', () => {
	expect(createPaint(true).bold('x')).toBe('\u001b[1mx\u001b[0m');
	expect(createPaint(true).dim('')).toBe('');
	expect(createPaint(false).red('x')).toBe('x');
});
