import { describe, expect, test } from 'vitest';
import { byteByByte, cutAt, lend } from '../test/support/cut.ts';
import { fromHex, toHex } from '../test/support/hex.ts';
import { violationsOf } from '../test/support/upgrade.ts';
import { FRAME_VECTORS } from '../test/support/vectors.ts';
import { FrameDecoder, type FrameDecoderEvent, type RawFrame } from './frame-decoder.ts';
import { encodeFrame } from './frame-encoder.ts';

function decode(sender: string, parts: readonly Uint8Array[]): FrameDecoderEvent[] {
	const decoder = new FrameDecoder({ sender: sender === 'client' ? 'client' : 'server' });
	return parts.flatMap((part) => lend(part, (lent) => decoder.push(lent, 7)));
}

function frames(events: readonly FrameDecoderEvent[]): RawFrame[] {
	return events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
}

describe.each(FRAME_VECTORS)('$name ($section)', ({ sender, hex, splits, frames: expected }) => {
	const bytes = fromHex(hex);
	test.each([
		['whole', [bytes]],
		['cut at the split points', cutAt(bytes, splits)],
		['byte by byte', byteByByte(bytes)],
	])('%s', (_, parts) => {
		const events = decode(sender, parts);
		expect(violationsOf(events)).toEqual([]);
		expect(
			frames(events).map((frame) => ({
				opcode: frame.opcode,
				fin: frame.fin,
				maskingKey: frame.maskingKey,
				payload: toHex(frame.payload),
			})),
		).toEqual(
			expected.map(({ opcode, fin = true, maskingKey, payload }) => ({
				opcode,
				fin,
				maskingKey: maskingKey === undefined ? null : Number.parseInt(maskingKey, 16),
				payload: toHex(fromHex(payload)),
			})),
		);
	});

	test('wire lengths and offsets add up', () => {
		let end = 0;
		for (const frame of frames(decode(sender, [bytes]))) {
			expect(frame.wirePayloadBytes).toBe(frame.payload.length);
			expect(frame.payloadOffset).toBe(end + frame.wireBytes - frame.wirePayloadBytes);
			end += frame.wireBytes;
		}
		expect(end).toBe(bytes.length);
	});
});

test('keeps the reserved bits apart', () => {
	const [frame] = frames(decode('server', [fromHex('d1 00')]));
	expect([frame?.rsv1, frame?.rsv2, frame?.rsv3]).toEqual([true, false, true]);
});

test('a frame has the time of its last byte', () => {
	const decoder = new FrameDecoder({ sender: 'server' });
	expect(decoder.push(fromHex('8102 61'), 10)).toEqual([]);
	expect(frames(decoder.push(fromHex('62 8101 63'), 11)).map((frame) => frame.atUs)).toEqual([11, 11]);
});

test('offsets continue behind what came before the frames', () => {
	const decoder = new FrameDecoder({ sender: 'client', offset: 1000 });
	const [event] = decoder.push(fromHex('8101 61'), 1);
	expect(event).toMatchObject({
		type: 'violation',
		violation: { offset: 1000, section: 'RFC 6455 5.1', sender: 'client' },
	});
	expect(toHex((event as FrameDecoderEvent & { type: 'violation' }).violation.bytes)).toBe('8101');
});

test('of a payload over the limit the start is kept and all is counted', () => {
	const decoder = new FrameDecoder({ sender: 'server', maxPayloadBytes: 4 });
	const events = byteByByte(fromHex('8206 010203040506 8201 07')).flatMap((part) => decoder.push(part, 1));
	expect(violationsOf(events)).toEqual(['frame-too-large']);
	expect(frames(events).map((frame) => [toHex(frame.payload), frame.wirePayloadBytes, frame.wireBytes])).toEqual([
		['01020304', 6, 8],
		['07', 1, 3],
	]);
});

test('an announced length is not allocated before its bytes come', () => {
	const decoder = new FrameDecoder({ sender: 'server' });
	expect(decoder.push(fromHex('827f 000fffffffffffff 00*100'), 1)).toEqual([]);
	expect(violationsOf(decoder.end(2))).toEqual(['truncated-frame']);
});

describe('the end of the stream', () => {
	test.each([
		['nothing open', '8100', []],
		['inside the header', '8100 81', ['truncated-frame']],
		['inside an extended length', '817e01', ['truncated-frame']],
		['before the payload', '8105', ['truncated-frame']],
		['inside the payload', '8105 6162', ['truncated-frame']],
		['after framing was lost', '817fffffffffffffffff 0102', ['undecoded-bytes']],
		['right where framing was lost', '817fffffffffffffffff', []],
	])('%s', (_, hex, expected) => {
		const decoder = new FrameDecoder({ sender: 'server' });
		decoder.push(fromHex(hex), 1);
		expect(violationsOf(decoder.end(2))).toEqual(expected);
		expect(decoder.end(3)).toEqual([]);
	});

	test('the cut frame is placed at what there is of it', () => {
		const decoder = new FrameDecoder({ sender: 'server' });
		decoder.push(fromHex('8100 8105 6162'), 1);
		expect(decoder.end(2)).toMatchObject([{ violation: { offset: 4, atUs: 2, bytes: fromHex('6162') } }]);
	});
});

test('16 MiB byte by byte and in segments take linear time and give the same payload', () => {
	const payload = new Uint8Array(16 * 1024 * 1024).map((_, i) => i * 31);
	const wire = encodeFrame({ opcode: 2, payload, maskingKey: 0x01020304 });
	const decoder = new FrameDecoder({ sender: 'client' });
	const got: RawFrame[] = [];
	for (let start = 0; start < 1024 * 1024; start++)
		got.push(...frames(decoder.push(wire.subarray(start, start + 1), 1)));
	for (let start = 1024 * 1024; start < wire.length; start += 65_521) {
		got.push(...frames(decoder.push(wire.subarray(start, start + 65_521), 1)));
	}
	expect(got).toHaveLength(1);
	expect(Buffer.compare(got[0]?.payload ?? Buffer.of(), payload)).toBe(0);
});

test('200 frames in one segment share one allocation', () => {
	const one = encodeFrame({ opcode: 1, payload: fromHex("'abc'"), maskingKey: 5 });
	const got = frames(decode('client', [Buffer.concat(Array<Uint8Array>(200).fill(one))]));
	expect(got).toHaveLength(200);
	expect(new Set(got.map((frame) => frame.payload.buffer)).size).toBe(1);
	expect(new Set(got.map((frame) => toHex(frame.payload)))).toEqual(new Set([toHex(fromHex("'abc'"))]));
});
