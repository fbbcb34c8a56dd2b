import { ByteBuffer } from './byte-buffer.ts';
import { parseCloseFrame } from './close-frame.ts';
import type { Sender } from './events.ts';
import { type FrameHeader, headerLength, MOST_HEADER_BYTES, readHeader } from './frame-header.ts';
import { FrameRules } from './frame-rules.ts';
import { maskRange, Slab } from './mask.ts';
import { OPCODE } from './opcodes.ts';

export interface FrameScannerOptions {
	sender: Sender;
	/** As in `FrameDecoderOptions`. Default none. */
	allowedRsv?: number;
	/** Bytes kept of a close frame's payload. Default 256 MiB, as in `FrameDecoderOptions`. */
	maxPayloadBytes?: number;
}

const MAX_PAYLOAD_BYTES = 256 * 1024 * 1024;

/** A close frame whose payload is arriving. */
interface OpenClose {
	maskingKey: number | null;
	payload: ByteBuffer;
}

/**
 * Counts the frames of one sender, however their bytes were cut, and reads what a close frame says. Looks at headers alone and
 * copies no payload: a tenth of what decoding costs.
 */
export class FrameScanner {
	readonly #rules: FrameRules;
	readonly #maxPayloadBytes: number;
	readonly #header = new Uint8Array(MOST_HEADER_BYTES);
	#headerFill = 0;
	/** The frame whose payload is arriving, and how much of it is still to come; 0 between frames. */
	#left = 0;
	#openBytes = 0;
	#openOpcode = 0;
	#openClose: OpenClose | null = null;
	#closePayload: Uint8Array | null = null;
	#frames = 0;
	#messages = 0;
	#payloadBytes = 0;
	#violations = 0;
	#lost = false;
	#undecodedBytes = 0;

	constructor({ sender, allowedRsv = 0, maxPayloadBytes = MAX_PAYLOAD_BYTES }: FrameScannerOptions) {
		this.#rules = new FrameRules(sender, allowedRsv);
		this.#maxPayloadBytes = maxPayloadBytes;
	}

	/** Frames whose last byte was seen. */
	get frames(): number {
		return this.#frames;
	}

	/** Of these, those that are no continuation: data messages and control frames. */
	get messages(): number {
		return this.#messages;
	}

	/** As on the wire, of the frames counted. */
	get payloadBytes(): number {
		return this.#payloadBytes;
	}

	/** Rules broken by headers and by what the first close frame says. What payloads break shows only when they are decoded. */
	get violations(): number {
		return this.#violations;
	}

	/** Bytes that came after framing was lost. */
	get undecodedBytes(): number {
		return this.#undecodedBytes;
	}

	/** Whether the bytes so far end inside a frame, or framing is lost and bytes came after it. */
	get cut(): boolean {
		return this.#lost ? this.#undecodedBytes > 0 : this.#left > 0 || this.#headerFill > 0;
	}

	/** The unmasked payload of the first close frame; null before it. */
	get closePayload(): Uint8Array | null {
		return this.#closePayload;
	}

	/** Takes the next bytes; keeps no reference to them. */
	push(bytes: Uint8Array): void {
		let at = 0;
		while (at < bytes.length && !this.#lost) {
			if (this.#left > 0) at = this.#skip(bytes, at);
			else if (this.#headerFill > 0) at = this.#gather(bytes, at);
			else {
				const after = this.#wholeMessages(bytes, at);
				at = after < bytes.length ? this.#start(bytes, after) : after;
			}
		}
		if (this.#lost) this.#undecodedBytes += bytes.length - at;
	}

	/** Goes over unfragmented data frames that lie here whole and break no rule: what most traffic consists of. */
	#wholeMessages(bytes: Uint8Array, from: number): number {
		const rules = this.#rules;
		let at = from;
		let count = 0;
		let payloadBytes = 0;
		while (at + 4 <= bytes.length) {
			const second = bytes[at + 1] as number;
			if (!rules.acceptsWholeMessage(bytes[at] as number, second)) break;
			let length = second & 0x7f;
			let payloadAt = at + 2 + ((second & 0x80) >> 5);
			if (length >= 126) {
				if (length === 127) break;
				length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
				if (length < 126) break;
				payloadAt += 2;
			}
			if (payloadAt + length > bytes.length) break;
			at = payloadAt + length;
			count++;
			payloadBytes += length;
		}
		this.#frames += count;
		this.#messages += count;
		this.#payloadBytes += payloadBytes;
		return at;
	}

	/** At a frame's first byte. */
	#start(bytes: Uint8Array, at: number): number {
		const available = bytes.length - at;
		if (available < headerLength(bytes, at, available)) return this.#gather(bytes, at);
		const header = readHeader(bytes, at);
		this.#open(header);
		return at + header.headerBytes;
	}

	/** The header is spread over pieces. */
	#gather(bytes: Uint8Array, from: number): number {
		let at = from;
		while (at < bytes.length) {
			this.#header[this.#headerFill++] = bytes[at++] as number;
			if (this.#headerFill < 2 || this.#headerFill < headerLength(this.#header, 0, this.#headerFill)) continue;
			this.#headerFill = 0;
			this.#open(readHeader(this.#header, 0));
			break;
		}
		return at;
	}

	#open(header: FrameHeader): void {
		if (!this.#rules.accepts(header)) {
			this.#violations += this.#rules.judge(header).length;
			// Where the frame ends cannot be known: the same two rules make `FrameDecoder` give up.
			this.#lost = header.lengthHighBit || !Number.isSafeInteger(header.payloadBytes);
			if (this.#lost) return;
			if (header.opcode === OPCODE.close && this.#closePayload === null) this.#openClose = this.#newClose(header);
		}
		this.#openOpcode = header.opcode;
		this.#openBytes = header.payloadBytes;
		this.#left = header.payloadBytes;
		if (this.#left === 0) this.#finish();
	}

	#newClose({ maskingKey, payloadBytes }: FrameHeader): OpenClose {
		return { maskingKey, payload: new ByteBuffer(Math.min(payloadBytes, this.#maxPayloadBytes)) };
	}

	#skip(bytes: Uint8Array, at: number): number {
		const size = Math.min(this.#left, bytes.length - at);
		if (this.#openClose !== null) this.#keepClose(this.#openClose, bytes.subarray(at, at + size));
		this.#left -= size;
		if (this.#left === 0) this.#finish();
		return at + size;
	}

	#keepClose({ payload }: OpenClose, bytes: Uint8Array): void {
		payload.append(bytes.subarray(0, this.#maxPayloadBytes - payload.length));
	}

	#finish(): void {
		this.#frames++;
		if (this.#openOpcode !== OPCODE.continuation) this.#messages++;
		this.#payloadBytes += this.#openBytes;
		if (this.#openClose !== null) this.#finishClose(this.#openClose);
	}

	#finishClose({ maskingKey, payload }: OpenClose): void {
		const bytes = payload.take();
		maskRange(new Slab(bytes), { start: 0, end: bytes.length }, maskingKey ?? 0);
		this.#openClose = null;
		this.#closePayload = bytes;
		if (parseCloseFrame(bytes).violation !== null) this.#violations++;
	}
}
