import { encode } from 'cborg';
import { expect, it } from 'vitest';
import { decodeLines } from '../../test/summary.ts';

const bytes = (hex: string) => hex.split(' ').map((byte) => Number.parseInt(byte, 16));
const one = (...of: number[]) => decodeLines({}, ['<', of])[0];

it('reads maps as if they were JSON', () => {
	const payload = [...encode({ type: 'echo', id: 7, list: [1.5, null, true, 'Zoë'] })];
	expect(one(...payload)).toMatchObject({
		decoder: 'cbor',
		kind: 'echo',
		correlationId: 'id=7',
		value: { type: 'echo', id: 7, list: [1.5, null, true, 'Zoë'] },
	});
});

it('keeps what JSON has no word for', () => {
	// {"i": 2^64, "b": h'01ff', "t": 1(0), "u": 18446744073709551615, 1: "one"}
	const payload =
		'a5 61 69 c2 49 01 00 00 00 00 00 00 00 00 61 62 42 01 ff 61 74 c1 00 61 75 1b ff ff ff ff ff ff ff ff 01 63 6f 6e 65';
	expect(one(...bytes(payload))?.value).toEqual({
		i: { $number: '18446744073709551616' },
		b: { $bytes: 'Af8=' },
		t: '1970-01-01T00:00:00.000Z',
		u: { $number: '18446744073709551615' },
		1: 'one',
	});
	expect(one(...bytes('a1 61 6e c3 49 01 00 00 00 00 00 00 00 00'))?.value).toEqual({
		n: { $number: '-18446744073709551617' },
	});
});

it('takes any value that describes itself, or whose subprotocol does', () => {
	expect(one(...bytes('d9 d9 f7 82 01 02'))).toMatchObject({ decoder: 'cbor', value: [1, 2] });
	const [agreed] = decodeLines({ subprotocol: 'v1.cbor' }, ['<', bytes('82 01 02')]);
	expect(agreed).toMatchObject({ decoder: 'cbor', value: [1, 2] });
});

it('takes nothing that is not one whole value for CBOR', () => {
	const whole = [...encode({ type: 'echo', n: 1 })];
	for (const payload of [
		[...whole, 0],
		whole.slice(0, -1),
		bytes('a1 61 61 d9 03 e7 01'),
		bytes('a1 61 61 c2 01'),
		bytes('82 01 02'),
	]) {
		expect(one(...payload)?.decoder).toBe('binary');
	}
});

it('does not go deeper than the stack allows', () => {
	const deep = [...Array(100_000).fill([0xa1, 0]).flat(), 0];
	expect(decodeLines({}, ['<', deep])[0]?.decoder).toBe('binary');
});
