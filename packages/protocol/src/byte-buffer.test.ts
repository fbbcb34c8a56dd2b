import { expect, test } from 'vitest';
import { ByteBuffer, joinBytes } from './byte-buffer.ts';

test('joins parts into memory of its own', () => {
	const part = Uint8Array.of(1, 2);
	const joined = joinBytes([part]);
	part[0] = 9;
	expect(joined).toEqual(Uint8Array.of(1, 2));
	expect(joinBytes([Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)])).toEqual(Uint8Array.of(1, 2, 3));
});

test('gives back what was appended, and starts empty again', () => {
	const buffer = new ByteBuffer();
	for (let i = 0; i < 1000; i++) buffer.append(Uint8Array.of(i));
	expect(buffer.length).toBe(1000);
	expect(buffer.view()[999]).toBe(999 & 255);
	expect(buffer.take()).toEqual(Uint8Array.from({ length: 1000 }, (_, i) => i));
	expect([buffer.length, buffer.take().length]).toEqual([0, 0]);
});

test('what is taken has no unused memory behind it when the length was announced', () => {
	const buffer = new ByteBuffer(100_000);
	for (let i = 0; i < 100; i++) buffer.append(new Uint8Array(1000));
	expect(buffer.take().buffer.byteLength).toBe(100_000);
});
