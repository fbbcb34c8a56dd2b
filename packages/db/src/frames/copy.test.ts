import { expect, test } from 'vitest';
import { encodeCopyRow } from './copy.ts';

test('a row is laid out as COPY BINARY wants it, and large values are not copied', () => {
	const bytes = new Uint8Array([1, 2, 3]);
	const parts = encodeCopyRow([
		{ type: 'uuid', value: '01020304-0506-0708-090a-0b0c0d0e0f10' },
		{ type: 'int2', value: -2 },
		{ type: 'bytea', value: bytes },
		{ type: 'int8', value: Number.MAX_SAFE_INTEGER },
		{ type: 'bytea', value: new Uint8Array() },
		{ type: 'int4', value: 7 },
	]);
	expect(parts[1]).toBe(bytes);
	expect(Buffer.concat(parts).toString('hex')).toBe(
		[
			'0006',
			'000000100102030405060708090a0b0c0d0e0f10',
			'00000002fffe',
			'00000003010203',
			'00000008001fffffffffffff',
			'00000000',
			'0000000400000007',
		].join(''),
	);
});
