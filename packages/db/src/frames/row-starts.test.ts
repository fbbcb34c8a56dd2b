import { type Frame, MessageStream, type Sender } from '@refrain/traffic';
import { expect, test } from 'vitest';
import { RowStarts } from './row-starts.ts';

/** Any order of opcodes, senders and fin bits, also those that RFC 6455 5.4 forbids. */
function* anyFrames(count: number): Generator<Frame> {
	let state = 1;
	const next = (below: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
	for (let seq = 0; seq < count; seq++) {
		const sender: Sender = next(2) ? 'client' : 'server';
		const opcode = [0, 0, 0, 1, 1, 2, 3, 8, 9, 10, 11][next(11)] ?? 0;
		yield {
			...{ seq, sender, opcode, fin: next(3) > 0, rsv1: false, rsv2: false, rsv3: false, maskingKey: null },
			...{
				atUs: seq,
				wirePayloadBytes: 0,
				wireBytes: 2,
				compressed: false,
				payload: new Uint8Array(),
				inflateFailed: false,
			},
		};
	}
}

test('rows start where the messages of traffic do', () => {
	const starts = new RowStarts();
	const stream = new MessageStream();
	const expected = new Set<number>();
	const found = new Set<number>();
	for (const frame of anyFrames(20_000)) {
		if (starts.isRowStart(frame)) found.add(frame.seq);
		for (const { firstSeq } of stream.push(frame)) expected.add(firstSeq);
	}
	for (const { firstSeq } of stream.end()) expected.add(firstSeq);
	expect(found.size).toBeGreaterThan(5_000);
	expect(found).toEqual(expected);
});
