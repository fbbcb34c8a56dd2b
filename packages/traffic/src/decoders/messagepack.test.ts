import { encode } from '@msgpack/msgpack';
import { expect, it } from 'vitest';
import { decodeLines } from '../../test/summary.ts';

const one = (value: unknown) => decodeLines({}, ['<', [...encode(value, { useBigInt64: true })]])[0];

it('reads maps and arrays as if they were JSON', () => {
	expect(one({ type: 'echo', id: 7, list: [1.5, null, true, 'Zoë'] })).toMatchObject({
		decoder: 'messagepack',
		kind: 'echo',
		correlationId: 'id=7',
		value: { type: 'echo', id: 7, list: [1.5, null, true, 'Zoë'] },
	});
	expect(one(['tick', { a: 1 }])).toMatchObject({ decoder: 'messagepack', kind: 'tick' });
});

it('keeps what JSON has no word for', () => {
	const at = new Date('2026-01-02T03:04:05.678Z');
	expect(one({ big: 2n ** 63n, small: 5n, bytes: new Uint8Array([1, 255]), at, nan: Number.NaN })?.value).toEqual({
		big: { $number: '9223372036854775808' },
		small: 5,
		bytes: { $bytes: 'Af8=' },
		at: '2026-01-02T03:04:05.678Z',
		nan: { $number: 'NaN' },
	});
});

it('takes nothing that is not one whole value for MessagePack', () => {
	const whole = [...encode({ type: 'echo', n: 1 })];
	for (const bytes of [[...whole, 0], whole.slice(0, -1), [0x81, 1], [0x93, 1, 2], [0x80, 0, 0, 0], [0x91, 1, 0, 0]]) {
		expect(decodeLines({}, ['<', bytes])[0]?.decoder).toBe('binary');
	}
});

it('does not go deeper than the stack allows', () => {
	const deep = [...Array(100_000).fill(0x92), 1];
	expect(decodeLines({}, ['<', deep])[0]?.decoder).toBe('binary');
});
