import { describe, expect, it } from 'vitest';
import { isVolatile, maskText, mayBeVolatile } from './volatile-value.ts';

const AT_US = Date.UTC(2026, 0, 1) * 1000;

describe('values that are new on every run', () => {
	it.each([
		'2026-01-01T00:00:00.000Z',
		'0193c1a2-7b1c-7d3a-8f00-0123456789ab',
		'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-1',
		'deadbeef00112233',
		'V1StGXR8Z5jdHi6BmyT9',
		AT_US / 1000,
	])('%j', (value) => expect(isVolatile(value, AT_US)).toBe(true));

	it.each([
		'hello world and more',
		'order-2024-eu-west-1',
		'BTC-USD',
		'application/json; v=2',
		'abcdefabcdefabcdef',
		42,
		true,
		null,
		'4fzyo82mvyr',
	])('not %j', (value) => expect(isVolatile(value, AT_US)).toBe(false));

	it('takes short random ids when only asked to leave them out', () => {
		expect(mayBeVolatile('4fzyo82mvyr', AT_US)).toBe(true);
		expect(mayBeVolatile('warehouse12', AT_US)).toBe(false);
	});

	it('masks them in text', () => {
		expect(maskText('at 2026-01-01T00:00:00Z id 0193c1a2-7b1c-7d3a-8f00-0123456789ab n 7')).toBe('at <*> id <*> n 7');
	});
});
