import { expect, test } from 'vitest';
import { VIOLATION_SECTIONS, violation } from './violations.ts';

const place = { sender: 'client', atUs: 5, offset: 7, bytes: Uint8Array.of(1, 2) } as const;

test('names the section of its code and keeps where it was', () => {
	expect(violation('reserved-opcode', place, 'Why.')).toEqual({
		...place,
		code: 'reserved-opcode',
		section: 'RFC 6455 5.2',
		message: 'Why.',
	});
});

test('copies the bytes, also out of a Node Buffer, and the first 1024 only', () => {
	const bytes = Buffer.alloc(2000, 3);
	const kept = violation('bad-utf8', { ...place, bytes }, 'Why.').bytes;
	bytes.fill(9);
	expect(kept).toEqual(new Uint8Array(1024).fill(3));
});

test('every code has a section of an RFC', () => {
	for (const section of Object.values(VIOLATION_SECTIONS)) expect(section).toMatch(/^RFC \d{4} \d+(\.\d+)*$/);
});
