import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import { encodeClosePayload, isCloseCode, parseCloseFrame } from './close-frame.ts';

describe('a close payload (RFC 6455 5.5.1)', () => {
	test.each([
		['empty', '', null, '', null],
		['one byte', '03', null, '', ['close-payload-of-one-byte', 0]],
		['a code', '03e8', 1000, '', null],
		['code and reason', "0fa0 'bye'", 4000, 'bye', null],
		['a code that must not be sent', '03ed', 1005, '', ['bad-close-code', 0]],
		['a bad reason is shown as far as it goes', '03e8 61ff62', 1000, 'a\ufffdb', ['bad-utf8-in-close-reason', 3]],
		['a reason that ends inside a character', '03e8 e282', 1000, '\ufffd\ufffd', ['bad-utf8-in-close-reason', 4]],
	])('%s', (_, hex, code, reason, broken) => {
		const close = parseCloseFrame(fromHex(hex));
		expect([close.code, close.reason]).toEqual([code, reason]);
		expect(close.violation && [close.violation.code, close.violation.at]).toEqual(broken);
	});
});

test('writes what it reads', () => {
	expect(toHex(encodeClosePayload(1001, 'weiß'))).toBe('03e9776569c39f');
	expect(parseCloseFrame(encodeClosePayload(4999, 'ж')).reason).toBe('ж');
	expect(encodeClosePayload(null, 'left out').length).toBe(0);
	expect(toHex(encodeClosePayload(1000))).toBe('03e8');
});

test('codes that may be on the wire (RFC 6455 7.4, IANA registry)', () => {
	const legal = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999];
	const illegal = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535];
	expect(legal.filter((code) => !isCloseCode(code))).toEqual([]);
	expect(illegal.filter(isCloseCode)).toEqual([]);
});
