import type { Sender } from './events.ts';
import type { FrameHeader } from './frame-header.ts';
import { isControl, OPCODE, opcodeName } from './opcodes.ts';
import type { ViolationCode } from './violations.ts';

export interface BrokenRule {
	code: ViolationCode;
	message: string;
}

/** RSV1 of `FrameHeader.rsv`. */
const RSV1 = 4;

/** Judges the headers of one direction: each against RFC 6455 5, and their order (5.4, 5.5.1). */
export class FrameRules {
	readonly #sender: Sender;
	readonly #allowedRsv: number;
	#inMessage = false;
	#closed = false;

	/** `allowedRsv`: the RSV bits that the agreed extensions give a meaning, as in `FrameHeader.rsv`. */
	constructor(sender: Sender, allowedRsv: number) {
		this.#sender = sender;
		this.#allowedRsv = allowedRsv;
	}

	/**
	 * Whether a frame with these first two bytes is a whole message (FIN, text or binary) that breaks no rule, its length
	 * encoding aside. Most frames are; this is decided without reading the rest of the header.
	 */
	acceptsWholeMessage(first: number, second: number): boolean {
		const finAndOpcode = first & 0x8f;
		if (finAndOpcode !== 0x81 && finAndOpcode !== 0x82) return false;
		if (((first >> 4) & 7 & ~this.#allowedRsv) !== 0) return false;
		return second >= 0x80 === (this.#sender === 'client') && !this.#inMessage && !this.#closed;
	}

	/** True when nothing is to be said of this header: the common case, decided without allocating. */
	accepts(header: FrameHeader): boolean {
		const { opcode, fin } = header;
		if (this.#closed || opcode > OPCODE.binary) return false;
		if (header.rsv !== 0 && ((header.rsv & ~this.#allowedRsv) !== 0 || opcode === OPCODE.continuation)) return false;
		if ((header.maskingKey === null) === (this.#sender === 'client')) return false;
		if (header.lengthBytes !== 0 && !isMinimal(header)) return false;
		if ((opcode === OPCODE.continuation) !== this.#inMessage) return false;
		this.#inMessage = !fin;
		return true;
	}

	/** All rules that a header breaks, in the order of its bits. */
	judge(header: FrameHeader): BrokenRule[] {
		const broken: BrokenRule[] = [...this.#judgeFirstByte(header), ...this.#judgeMask(header), ...judgeLength(header)];
		broken.push(...(isControl(header.opcode) ? judgeControl(header) : this.#judgeOrder(header)));
		if (header.opcode === OPCODE.close) this.#closed = true;
		return broken;
	}

	#judgeFirstByte({ rsv, opcode }: FrameHeader): BrokenRule[] {
		const broken: BrokenRule[] = [];
		const meaningless = rsv & ~this.#allowedRsv;
		if (meaningless !== 0 || (rsv !== 0 && isControl(opcode) && this.#allowedRsv === RSV1)) {
			const message = `RSV bits ${rsv.toString(2).padStart(3, '0')} are set on a ${opcodeName(opcode)} frame, but no agreed extension gives them a meaning there.`;
			broken.push({ code: 'reserved-bits', message });
		} else if ((rsv & RSV1) !== 0 && opcode === OPCODE.continuation && this.#allowedRsv === RSV1) {
			const message = 'RSV1 is set on a continuation frame; only the first frame of a compressed message has it.';
			broken.push({ code: 'compressed-continuation', message });
		}
		if (opcodeName(opcode).startsWith('reserved')) {
			broken.push({ code: 'reserved-opcode', message: `Opcode ${opcode} is reserved and has no meaning.` });
		}
		return broken;
	}

	#judgeMask({ maskingKey }: FrameHeader): BrokenRule[] {
		if (this.#sender === 'client' && maskingKey === null) {
			return [
				{ code: 'unmasked-client-frame', message: 'A client frame is not masked; clients must mask every frame.' },
			];
		}
		if (this.#sender === 'server' && maskingKey !== null) {
			return [{ code: 'masked-server-frame', message: 'A server frame is masked; servers must not mask.' }];
		}
		return [];
	}

	#judgeOrder({ opcode, fin }: FrameHeader): BrokenRule[] {
		if (opcode > OPCODE.binary) return [];
		const broken: BrokenRule[] = [];
		if (this.#closed) {
			broken.push({ code: 'data-after-close', message: 'A data frame follows the close frame of the same sender.' });
		}
		if (opcode === OPCODE.continuation && !this.#inMessage) {
			broken.push({ code: 'continuation-of-nothing', message: 'A continuation frame came while no message was open.' });
			return broken;
		}
		if (opcode !== OPCODE.continuation && this.#inMessage) {
			const message = `A new ${opcodeName(opcode)} message began before the last frame of the fragmented one before it.`;
			broken.push({ code: 'interrupted-message', message });
		}
		this.#inMessage = !fin;
		return broken;
	}
}

function isMinimal({ lengthBytes, payloadBytes, lengthHighBit }: FrameHeader): boolean {
	if (lengthHighBit) return false;
	return lengthBytes === 2 ? payloadBytes >= 126 : payloadBytes >= 65536 && Number.isSafeInteger(payloadBytes);
}

function judgeLength(header: FrameHeader): BrokenRule[] {
	if (header.lengthBytes === 0 || isMinimal(header)) return [];
	if (header.lengthHighBit) {
		return [{ code: 'length-high-bit', message: 'The top bit of the 64-bit payload length is set; it must be 0.' }];
	}
	if (!Number.isSafeInteger(header.payloadBytes)) {
		const message = 'The payload length is over 2^53, beyond what can be counted exactly.';
		return [{ code: 'length-beyond-exact-integers', message }];
	}
	const message = `A payload of ${header.payloadBytes} bytes has its length in ${header.lengthBytes} extra bytes; the shortest encoding is required.`;
	return [{ code: 'non-minimal-length', message }];
}

function judgeControl({ fin, opcode, payloadBytes }: FrameHeader): BrokenRule[] {
	const broken: BrokenRule[] = [];
	if (!fin) {
		broken.push({
			code: 'fragmented-control-frame',
			message: `A ${opcodeName(opcode)} frame has FIN=0; control frames must not be fragmented.`,
		});
	}
	if (payloadBytes > 125) {
		const message = `A ${opcodeName(opcode)} frame carries ${payloadBytes} bytes; control frames carry at most 125.`;
		broken.push({ code: 'control-frame-too-long', message });
	}
	return broken;
}
