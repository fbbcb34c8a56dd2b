import { expect, test } from 'vitest';
import { headerHas, headerList, headerValue, headerValues } from './http-headers.ts';

const HEADERS = [
	['Connection', 'keep-alive, Upgrade'],
	['set-cookie', 'a=1'],
	['Set-Cookie', 'b=2'],
	['Empty', ''],
] as const;

test('names compare without case, repeated fields keep their order (RFC 9110 5.1, 5.2)', () => {
	expect(headerValues(HEADERS, 'SET-COOKIE')).toEqual(['a=1', 'b=2']);
	expect(headerValue(HEADERS, 'set-cookie')).toBe('a=1, b=2');
});

test('an absent field is not an empty one', () => {
	expect(headerValue(HEADERS, 'absent')).toBeNull();
	expect(headerValue(HEADERS, 'empty')).toBe('');
});

test('elements of a list', () => {
	expect(headerList(HEADERS, 'connection')).toEqual(['keep-alive', 'Upgrade']);
	expect(headerList([['A', ' , x,,']], 'a')).toEqual(['x']);
	expect(headerHas(HEADERS, 'connection', 'upgrade')).toBe(true);
	expect(headerHas(HEADERS, 'connection', 'close')).toBe(false);
});
