import type { OpcodeName } from './events.ts';

/** RFC 6455 5.2: the opcodes that have a meaning. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const NAMES: readonly OpcodeName[] = Array.from({ length: 16 }, (_, opcode): OpcodeName => {
	const known = Object.entries(OPCODE).find(([, value]) => value === opcode);
	return known ? (known[0] as OpcodeName) : `reserved-${opcode}`;
});

/** Name of an opcode; `reserved-N` for those that RFC 6455 5.2 keeps for later (and for what no 4-bit field can hold). */
export function opcodeName(opcode: number): OpcodeName {
	return NAMES[opcode] ?? `reserved-${opcode}`;
}

/** RFC 6455 5.5: control frames are those whose opcode has its most significant bit set. */
export function isControl(opcode: number): boolean {
	return (opcode & 8) !== 0;
}
