import { expect, test } from 'vitest';
import { decodeFrameHead, FrameHeadBuilder, type FrameInHead, SPILLED_BYTES, shortestWireBytes } from './frame-head.ts';

/** All combinations of the flags that a frame can have, at lengths on both sides of each border. */
function* everyFrame(): Generator<FrameInHead> {
	const lengths = [0, 125, 126, 65_535, 65_536, 2 ** 32 - 1];
	let seq = 40;
	let atUs = 1_760_000_000_000_000;
	for (let bits = 0; bits < 512; bits++) {
		const has = (bit: number) => (bits & (1 << bit)) !== 0;
		const payloadBytes = lengths[bits % lengths.length] ?? 0;
		const maskingKey = has(0) ? (bits * 0x01234567) >>> 0 : null;
		const wirePayloadBytes = has(1) ? payloadBytes + 2 ** 33 : payloadBytes;
		atUs += bits % 3 === 0 ? -bits : bits * 4_000_000;
		yield {
			frame: {
				seq: seq++,
				sender: has(2) ? 'server' : 'client',
				opcode: bits % 16,
				fin: has(3),
				rsv1: has(4),
				rsv2: has(5),
				rsv3: has(6),
				maskingKey,
				atUs,
				wirePayloadBytes,
				wireBytes: shortestWireBytes(wirePayloadBytes, maskingKey !== null) + (has(7) ? 8 : 0),
				compressed: has(8),
				inflateFailed: has(1) && has(8),
			},
			payloadBytes,
			bodyBytes: has(4) ? SPILLED_BYTES : payloadBytes,
			spilled: has(4),
			rowStart: has(5),
		};
	}
}

test('a head tells of every frame what was put in', () => {
	const frames = [...everyFrame()];
	const builder = new FrameHeadBuilder(16);
	for (const { frame, payloadBytes, spilled, rowStart } of frames)
		builder.add(frame, payloadBytes, { spilled, rowStart });
	const position = { firstSeq: 40, firstUs: frames[0]?.frame.atUs ?? 0, frames: frames.length };
	// At an odd offset in its buffer, as it comes out of a COPY.
	const encoded = builder.encode();
	const moved = new Uint8Array(encoded.byteLength + 3);
	moved.set(encoded, 3);
	expect(decodeFrameHead(position, moved.subarray(3))).toEqual(frames);
});

test('the shortest header is that of RFC 6455 5.2', () => {
	const bytes = [0, 125, 126, 65_535, 65_536].map((length) => shortestWireBytes(length, false) - length);
	expect(bytes).toEqual([2, 2, 4, 4, 10]);
	expect(shortestWireBytes(5, true)).toBe(11);
});
