import { joinBytes } from './byte-buffer.ts';
import type { Frame, Sender } from './events.ts';
import { OPCODE } from './opcodes.ts';

/** The reassembled, inflated payload of one or more data frames (RFC 6455 5.4). */
export interface AssembledMessage {
	sender: Sender;
	/** 1 = text, 2 = binary */
	opcode: 1 | 2;
	payload: Uint8Array;
	/** Epoch microseconds of the last frame. */
	atUs: number;
	firstSeq: number;
	lastSeq: number;
	/** How many data frames carried it. */
	frames: number;
	compressed: boolean;
}

/** Frames (inflated) of a connection in, messages out. Both senders may be fed to one assembler. */
export class MessageAssembler {
	readonly #open: Record<Sender, Frame[]> = { client: [], server: [] };

	/** The message that this frame completes, or null. Control frames and fragments of nothing give none. */
	push(frame: Frame): AssembledMessage | null {
		if (frame.opcode > OPCODE.binary) return null;
		const open = this.#open[frame.sender];
		if (frame.opcode === OPCODE.continuation) {
			if (open.length === 0) return null;
		} else {
			// A message that a new one interrupts (a violation that the decoder told) never ends.
			open.length = 0;
		}
		open.push(frame);
		if (!frame.fin) return null;
		this.#open[frame.sender] = [];
		return joinFrames(open, frame);
	}
}

function joinFrames(frames: readonly Frame[], last: Frame): AssembledMessage {
	const first = frames[0] ?? last;
	return {
		sender: last.sender,
		opcode: first.opcode === OPCODE.text ? 1 : 2,
		payload: frames.length === 1 ? first.payload : joinBytes(frames.map((frame) => frame.payload)),
		atUs: last.atUs,
		firstSeq: first.seq,
		lastSeq: last.seq,
		frames: frames.length,
		compressed: first.compressed,
	};
}
