import { maskRange, Slab } from './mask.ts';

/** What `encodeFrame` writes. Nothing is checked: tests and fault injection need the illegal ones too. */
export interface FrameToEncode {
	/** 0-15 */
	opcode: number;
	payload: Uint8Array;
	/** Default true. */
	fin?: boolean;
	/** Default false. */
	rsv1?: boolean;
	rsv2?: boolean;
	rsv3?: boolean;
	/** 32-bit unsigned; null leaves the frame unmasked. RFC 6455 5.1: clients mask, servers do not. */
	maskingKey: number | null;
}

/** One frame on the wire (RFC 6455 5.2), in the shortest length encoding; masked when a key is given. Never changes `payload`. */
export function encodeFrame(frame: FrameToEncode): Uint8Array {
	const { payload, maskingKey } = frame;
	const lengthBytes = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
	const headerBytes = 2 + lengthBytes + (maskingKey === null ? 0 : 4);
	const wire = new Uint8Array(headerBytes + payload.length);
	wire[0] = firstByte(frame);
	wire[1] = (maskingKey === null ? 0 : 0x80) | (lengthBytes === 0 ? payload.length : lengthBytes === 2 ? 126 : 127);
	const view = new DataView(wire.buffer);
	if (lengthBytes === 2) view.setUint16(2, payload.length);
	if (lengthBytes === 8) {
		view.setUint32(2, Math.floor(payload.length / 0x1_0000_0000));
		view.setUint32(6, payload.length % 0x1_0000_0000);
	}
	wire.set(payload, headerBytes);
	if (maskingKey !== null) {
		view.setUint32(headerBytes - 4, maskingKey);
		maskRange(new Slab(wire), { start: headerBytes, end: wire.length }, maskingKey);
	}
	return wire;
}

function firstByte({ fin = true, rsv1 = false, rsv2 = false, rsv3 = false, opcode }: FrameToEncode): number {
	return (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | (rsv2 ? 0x20 : 0) | (rsv3 ? 0x10 : 0) | (opcode & 0x0f);
}
