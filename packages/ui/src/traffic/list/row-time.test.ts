import { expect, test } from 'vitest';
import { rowTime } from './row-time.ts';

const openedAtUs = new Date(2026, 10, 23, 12, 0).getTime() * 1000;
const base = { openedAtUs, previousAtUs: openedAtUs + 1_000_000 };

test.each([
	['abs', 28_744_999, '12:00:28.744'],
	['rel', 28_744_999, '+28.745 s'],
	['delta', 1_041_600, '+0.042 s'],
	['delta', 999_000, '−0.001 s'],
	['rel', 7_200_000_000, '+2h 00m'],
] as const)('%s of %d µs', (style, us, text) => expect(rowTime(openedAtUs + us, style, base)).toBe(text));

test('the first row has no row before it', () => {
	expect(rowTime(openedAtUs, 'delta', { openedAtUs, previousAtUs: null })).toBe('');
});
