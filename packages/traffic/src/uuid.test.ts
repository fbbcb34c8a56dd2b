import { expect, it } from 'vitest';
import { uuidV7 } from './uuid.ts';

it('makes the example of RFC 9562 A.6', () => {
	const random = new Uint8Array([0x7c, 0xc3, 0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
	expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

it('sorts by time, whatever the random bytes are', () => {
	const early = uuidV7(1_700_000_000_000.9, new Uint8Array(10).fill(0xff));
	const late = uuidV7(1_700_000_000_001, new Uint8Array(10));
	expect(early < late).toBe(true);
	expect(late).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
