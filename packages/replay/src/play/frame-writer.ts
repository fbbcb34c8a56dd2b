import { type DeflateParams, Deflater, encodeFrame, OPCODE } from '@refrain/protocol';
import type { ActionKind, PlannedMessage } from '../plan/connection-plan.ts';
import type { PlayerRandom } from './player.ts';

type FrameAction = Extract<ActionKind, { type: 'frame' }>;

/** Writes recorded client frames anew: fragments as recorded, fresh masking keys, compressed where recorded and agreed on. */
export class FrameWriter {
	readonly #deflater: Deflater | null;
	readonly #random: PlayerRandom;
	/** Of the message that is being sent; null where its frames are as recorded. */
	#parts: Uint8Array[] | null = null;

	constructor(deflate: DeflateParams | null, random: PlayerRandom) {
		this.#deflater = deflate === null ? null : new Deflater(deflate, 'client');
		this.#random = random;
	}

	/** `rewrite` gives a message its live values; it is asked when the first frame is written. */
	write({ frame, message }: FrameAction, rewrite: (message: PlannedMessage) => Uint8Array): Uint8Array {
		const { opcode, fin, rsv1, rsv2, rsv3, payload, inflateFailed } = frame;
		const maskingKey = this.#random.maskingKey();
		if (message === null) {
			// What could not be inflated is sent with the bits and bytes it had.
			return encodeFrame({ opcode, fin, payload, maskingKey, ...(inflateFailed ? { rsv1, rsv2, rsv3 } : {}) });
		}
		const deflater = message.compressed ? this.#deflater : null;
		if (message.part === 0) this.#parts = partsOf(message, rewrite(message), deflater);
		// RFC 7692 6.1: RSV1 is set on the first frame of a compressed message only.
		const compressed = deflater !== null && message.part === 0;
		return encodeFrame({ opcode, fin, rsv1: compressed, payload: this.#parts?.[message.part] ?? payload, maskingKey });
	}

	control(opcode: number, payload: Uint8Array): Uint8Array {
		return encodeFrame({ opcode, payload, maskingKey: this.#random.maskingKey() });
	}

	pong(payload: Uint8Array): Uint8Array {
		return this.control(OPCODE.pong, payload);
	}
}

function partsOf(
	{ payload, frames }: PlannedMessage,
	written: Uint8Array,
	deflater: Deflater | null,
): Uint8Array[] | null {
	if (deflater !== null) return cut(deflater.deflate(written), frames);
	return written === payload ? null : cut(written, frames);
}

/** Splits into so many parts of about one size. */
function cut(bytes: Uint8Array, parts: number): Uint8Array[] {
	return Array.from({ length: parts }, (_, index) =>
		bytes.subarray(Math.floor((index * bytes.length) / parts), Math.floor(((index + 1) * bytes.length) / parts)),
	);
}
