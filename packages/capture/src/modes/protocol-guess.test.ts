import { expect, it } from 'vitest';
import { guessProtocol } from './protocol-guess.ts';

it.each([
	[[0x16, 3, 1, 2, 0], 'tls'],
	[[0x16], 'tls'],
	[[0x16, 1], 'other'],
	['GET / HTTP/1.1\r\n', 'http'],
	['M-SEARCH * HTTP/1.1\r\n', 'http'],
	['G', 'http'],
	['get / HTTP/1.1', 'other'],
	[' GET /', 'other'],
	['SSH-2.0-OpenSSH_9.2\r\n', 'other'],
	['X'.repeat(40), 'other'],
	[[0, 0, 0, 8, 4, 210, 22, 47], 'other'],
	['PRI * HTTP/2.0\r\n', 'other'],
	[[], 'other'],
])('%j is %s', (first, guess) => {
	expect(guessProtocol(typeof first === 'string' ? new TextEncoder().encode(first) : Uint8Array.from(first))).toBe(
		guess,
	);
});
