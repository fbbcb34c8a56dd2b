import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ACCEPT, KEY } from '../test/support/upgrade.ts';
import { secWebSocketAccept } from './accept.ts';

test('the example of RFC 6455 1.3', () => {
	expect(secWebSocketAccept(KEY)).toBe(ACCEPT);
});

test('white space around the key does not count (RFC 6455 4.2.2)', () => {
	expect(secWebSocketAccept(`  ${KEY} `)).toBe(ACCEPT);
});

test('agrees with another SHA-1', () => {
	const expected = createHash('sha1')
		.update('AQIDBAUGBwgJCgsMDQ4PEA==258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
		.digest('base64');
	expect(secWebSocketAccept('AQIDBAUGBwgJCgsMDQ4PEA==')).toBe(expected);
});
