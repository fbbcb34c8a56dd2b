import { type DeflateParams, Deflater, encodeFrame, OPCODE } from '@refrain/protocol';
import type { ActionKind } from '../plan/connection-plan.ts';
import type { PlayerRandom } from './player.ts';

type FrameAction = Extract<ActionKind, { type: 'frame' }>;

/** Writes recorded client frames anew: fragments as recorded, fresh masking keys, compressed where recorded and agreed on. */
export class FrameWriter {
	readonly #deflater: Deflater | null;
	readonly #random: PlayerRandom;
	#parts: Uint8Array[] = [];

	constructor(deflate: DeflateParams | null, random: PlayerRandom) {
		this.#deflater = deflate === null ? null : new Deflater(deflate, 'client');
		this.#random = random;
	}

	write({ frame, message }: FrameAction): Uint8Array {
		const { opcode, fin, rsv2, rsv3 } = frame;
		const maskingKey = this.#random.maskingKey();
		// What could not be inflated is sent with the bits and bytes it had.
		if (frame.inflateFailed)
			return encodeFrame({ opcode, fin, rsv1: frame.rsv1, rsv2, rsv3, payload: frame.payload, maskingKey });
		if (message === null || this.#deflater === null)
			return encodeFrame({ opcode, fin, payload: frame.payload, maskingKey });
		if (message.part === 0) this.#parts = cut(this.#deflater.deflate(message.payload), message.frames);
		const payload = this.#parts[message.part] as Uint8Array;
		// RFC 7692 6.1: RSV1 is set on the first frame of a compressed message only.
		return encodeFrame({ opcode, fin, rsv1: message.part === 0, payload, maskingKey });
	}

	control(opcode: number, payload: Uint8Array): Uint8Array {
		return encodeFrame({ opcode, payload, maskingKey: this.#random.maskingKey() });
	}

	pong(payload: Uint8Array): Uint8Array {
		return this.control(OPCODE.pong, payload);
	}
}

/** Splits into so many parts of about one size. */
function cut(bytes: Uint8Array, parts: number): Uint8Array[] {
	return Array.from({ length: parts }, (_, index) =>
		bytes.subarray(Math.floor((index * bytes.length) / parts), Math.floor(((index + 1) * bytes.length) / parts)),
	);
}
