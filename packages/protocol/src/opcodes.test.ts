import { expect, test } from 'vitest';
import { isControl, OPCODE, opcodeName } from './opcodes.ts';

test('names every 4-bit opcode (RFC 6455 5.2)', () => {
	expect(Array.from({ length: 16 }, (_, opcode) => opcodeName(opcode))).toEqual([
		...['continuation', 'text', 'binary', 'reserved-3', 'reserved-4', 'reserved-5', 'reserved-6', 'reserved-7'],
		...['close', 'ping', 'pong', 'reserved-11', 'reserved-12', 'reserved-13', 'reserved-14', 'reserved-15'],
	]);
});

test('control frames are those from 8 on (RFC 6455 5.5)', () => {
	expect([OPCODE.continuation, OPCODE.binary, 7, OPCODE.close, OPCODE.pong, 15].map(isControl)).toEqual([
		...[false, false, false],
		...[true, true, true],
	]);
});
