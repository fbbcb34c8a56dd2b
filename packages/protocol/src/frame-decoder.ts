import { ByteBuffer, NO_BYTES } from './byte-buffer.ts';
import { parseCloseFrame } from './close-frame.ts';
import type { Sender, Violation } from './events.ts';
import { type FrameHeader, headerLength, MOST_HEADER_BYTES, readHeader } from './frame-header.ts';
import { FrameRules } from './frame-rules.ts';
import { maskRange, Slab } from './mask.ts';
import { OPCODE } from './opcodes.ts';
import { type ViolationCode, violation } from './violations.ts';

/** A frame before permessage-deflate: what was on the wire, unmasked. */
export interface RawFrame {
	sender: Sender;
	opcode: number;
	fin: boolean;
	rsv1: boolean;
	rsv2: boolean;
	rsv3: boolean;
	/** Unsigned 32 bits; null when not masked. */
	maskingKey: number | null;
	/** Epoch microseconds of the last byte. */
	atUs: number;
	/** Offset of the payload's first byte in what the sender sent on the TCP connection. */
	payloadOffset: number;
	wirePayloadBytes: number;
	wireBytes: number;
	/**
	 * Unmasked. Shorter than `wirePayloadBytes` only when that was over `maxPayloadBytes` (a `frame-too-large` violation
	 * tells). May be a view of a larger buffer that other frames share.
	 */
	payload: Uint8Array;
	/** True when `payload` has no byte over 127. */
	ascii: boolean;
}

export type FrameDecoderEvent = { type: 'frame'; frame: RawFrame } | { type: 'violation'; violation: Violation };

export interface FrameDecoderOptions {
	sender: Sender;
	/** Payload bytes kept of one frame; default 256 MiB. More is counted, not kept. */
	maxPayloadBytes?: number;
	/** The RSV bits that the agreed extensions use: RSV1 = 4, RSV2 = 2, RSV3 = 1. Default none. */
	allowedRsv?: number;
	/** Offset of the first byte to come in what the sender sent on the TCP connection. Default 0. */
	offset?: number;
}

const MAX_PAYLOAD_BYTES = 256 * 1024 * 1024;

/** A frame whose payload is arriving. */
interface OpenFrame {
	header: FrameHeader;
	payload: ByteBuffer;
	receivedBytes: number;
}

/**
 * RFC 6455 5.2 frames out of the bytes of one sender, however they were cut. Never throws on what the peer sent: a broken
 * rule gives a violation, and the frame too as long as its end can be known.
 */
export class FrameDecoder {
	readonly #sender: Sender;
	readonly #maxPayloadBytes: number;
	readonly #rules: FrameRules;
	readonly #header = new Uint8Array(MOST_HEADER_BYTES);
	#headerFill = 0;
	#open: OpenFrame | null = null;
	#offset: number;
	#lostAt: number | null = null;
	#ended = false;

	constructor({ sender, maxPayloadBytes = MAX_PAYLOAD_BYTES, allowedRsv = 0, offset = 0 }: FrameDecoderOptions) {
		this.#sender = sender;
		this.#maxPayloadBytes = maxPayloadBytes;
		this.#rules = new FrameRules(sender, allowedRsv);
		this.#offset = offset;
	}

	/** Bytes that came after framing was lost: counted, never guessed at. */
	get undecodedBytes(): number {
		return this.#lostAt === null ? 0 : this.#offset - this.#lostAt;
	}

	/** Takes the next bytes; keeps no reference to `bytes`. `atUs` is their time in epoch microseconds. */
	push(bytes: Uint8Array, atUs: number): FrameDecoderEvent[] {
		const events: FrameDecoderEvent[] = [];
		const segment = new Segment(bytes, atUs, this.#offset);
		while (segment.position < bytes.length && this.#lostAt === null) {
			if (this.#open !== null) this.#continuePayload(this.#open, segment, events);
			else if (this.#headerFill > 0) this.#continueHeader(segment, events);
			else this.#startFrame(segment, events);
		}
		this.#offset += bytes.length;
		return events;
	}

	/** The sender's half ended: tells, once, of a frame that was cut and of bytes that could not be decoded. */
	end(atUs: number): FrameDecoderEvent[] {
		if (this.#ended) return [];
		this.#ended = true;
		const cut = this.#lostAt === null ? this.#cutFrame() : this.#undecoded(this.#lostAt);
		if (cut === null) return [];
		const place = { sender: this.#sender, atUs, offset: cut.offset, bytes: cut.bytes };
		return [{ type: 'violation', violation: violation(cut.code, place, cut.message) }];
	}

	#cutFrame(): Cut | null {
		const code = 'truncated-frame';
		if (this.#open !== null) {
			const { receivedBytes, payload, header } = this.#open;
			const message = `The connection ended ${receivedBytes} bytes into a payload of ${header.payloadBytes}.`;
			return { code, message, offset: this.#offset - receivedBytes, bytes: payload.view() };
		}
		if (this.#headerFill === 0) return null;
		const bytes = this.#header.subarray(0, this.#headerFill);
		return { code, message: 'The connection ended inside a frame header.', offset: this.#offset - bytes.length, bytes };
	}

	#undecoded(lostAt: number): Cut | null {
		if (this.undecodedBytes === 0) return null;
		const message = `${this.undecodedBytes} bytes after a broken frame header could not be decoded.`;
		return { code: 'undecoded-bytes', message, offset: lostAt, bytes: NO_BYTES };
	}

	/** At a frame's first byte: takes header and payload at once when both are in this segment. */
	#startFrame(segment: Segment, events: FrameDecoderEvent[]): void {
		const available = segment.bytes.length - segment.position;
		if (available < headerLength(segment.bytes, segment.position, available)) {
			this.#continueHeader(segment, events);
			return;
		}
		const header = readHeader(segment.bytes, segment.position);
		if (!this.#rules.accepts(header)) this.#judge(header, segment, events);
		if (this.#lostAt !== null) return;
		const payloadAt = segment.position + header.headerBytes;
		if (payloadAt + header.payloadBytes > segment.bytes.length || header.payloadBytes > this.#maxPayloadBytes) {
			segment.position = payloadAt;
			this.#open = this.#openFrame(header);
			return;
		}
		segment.position = payloadAt + header.payloadBytes;
		const { slab, at } = segment.copyFrom(payloadAt);
		this.#finish(header, { slab, start: at, end: at + header.payloadBytes }, segment, events);
	}

	/** The header is spread over segments: gathers it in `#header`. */
	#continueHeader(segment: Segment, events: FrameDecoderEvent[]): void {
		while (segment.position < segment.bytes.length) {
			this.#header[this.#headerFill++] = segment.bytes[segment.position++] as number;
			if (this.#headerFill < 2 || this.#headerFill < headerLength(this.#header, 0, this.#headerFill)) continue;
			this.#finishHeader(segment, events);
			return;
		}
	}

	#finishHeader(segment: Segment, events: FrameDecoderEvent[]): void {
		const header = readHeader(this.#header, 0);
		this.#headerFill = 0;
		if (!this.#rules.accepts(header)) {
			const whole = new Segment(
				this.#header.slice(0, header.headerBytes),
				segment.atUs,
				segment.offset() - header.headerBytes,
			);
			this.#judge(header, whole, events);
		}
		if (this.#lostAt !== null) return;
		if (header.payloadBytes === 0) this.#finish(header, NO_PAYLOAD, segment, events);
		else this.#open = this.#openFrame(header);
	}

	/** Tells which rules the header at the segment's position breaks; gives up framing when its length cannot be used. */
	#judge(header: FrameHeader, segment: Segment, events: FrameDecoderEvent[]): void {
		const bytes = segment.bytes.subarray(segment.position, segment.position + header.headerBytes);
		const place = { sender: this.#sender, atUs: segment.atUs, offset: segment.offset(), bytes };
		for (const { code, message } of this.#rules.judge(header)) {
			events.push({ type: 'violation', violation: violation(code, place, message) });
			if (code === 'length-high-bit' || code === 'length-beyond-exact-integers') {
				this.#lostAt = segment.offset() + header.headerBytes;
			}
		}
	}

	#openFrame(header: FrameHeader): OpenFrame {
		const most = Math.min(header.payloadBytes, this.#maxPayloadBytes);
		return { header, payload: new ByteBuffer(most), receivedBytes: 0 };
	}

	#continuePayload(open: OpenFrame, segment: Segment, events: FrameDecoderEvent[]): void {
		const { header, payload } = open;
		const size = Math.min(header.payloadBytes - open.receivedBytes, segment.bytes.length - segment.position);
		const kept = Math.min(size, this.#maxPayloadBytes - payload.length);
		if (kept > 0) payload.append(segment.bytes.subarray(segment.position, segment.position + kept));
		open.receivedBytes += size;
		segment.position += size;
		if (open.receivedBytes < header.payloadBytes) return;
		this.#open = null;
		const bytes = payload.take();
		this.#finish(header, { slab: new Slab(bytes), start: 0, end: bytes.length }, segment, events);
	}

	/** `payload` is ours to change; the segment stands right behind the frame. */
	#finish(header: FrameHeader, { slab, start, end }: Payload, segment: Segment, events: FrameDecoderEvent[]): void {
		const ascii = maskRange(slab, { start, end }, header.maskingKey ?? 0);
		const payload = start === 0 && end === slab.bytes.length ? slab.bytes : slab.bytes.subarray(start, end);
		const frame: RawFrame = {
			sender: this.#sender,
			opcode: header.opcode,
			fin: header.fin,
			rsv1: (header.rsv & 4) !== 0,
			rsv2: (header.rsv & 2) !== 0,
			rsv3: (header.rsv & 1) !== 0,
			maskingKey: header.maskingKey,
			atUs: segment.atUs,
			payloadOffset: segment.offset() - header.payloadBytes,
			wirePayloadBytes: header.payloadBytes,
			wireBytes: header.headerBytes + header.payloadBytes,
			payload,
			ascii,
		};
		if (payload.length < header.payloadBytes) this.#tooLarge(frame, events);
		if (frame.opcode === OPCODE.close) this.#judgeClose(frame, events);
		events.push({ type: 'frame', frame });
	}

	#tooLarge(frame: RawFrame, events: FrameDecoderEvent[]): void {
		const message = `A payload of ${frame.wirePayloadBytes} bytes is over the limit of ${this.#maxPayloadBytes}; only its start is kept.`;
		events.push({ type: 'violation', violation: violation('frame-too-large', placeIn(frame, 0), message) });
	}

	#judgeClose(frame: RawFrame, events: FrameDecoderEvent[]): void {
		const broken = parseCloseFrame(frame.payload).violation;
		if (broken === null) return;
		events.push({ type: 'violation', violation: violation(broken.code, placeIn(frame, broken.at), broken.message) });
	}
}

/** The place of byte `index` of a frame's payload. */
export function placeIn(frame: RawFrame, index: number) {
	const { sender, atUs, payloadOffset, payload } = frame;
	return { sender, atUs, offset: payloadOffset + index, bytes: payload.subarray(index) };
}

/** What the end of the stream cut off. */
interface Cut {
	code: ViolationCode;
	message: string;
	offset: number;
	bytes: Uint8Array;
}

/** Where a payload is, before unmasking. */
interface Payload {
	slab: Slab;
	start: number;
	end: number;
}

const NO_PAYLOAD: Payload = { slab: new Slab(NO_BYTES), start: 0, end: 0 };

/** One pushed piece of the stream and how far it is read. */
class Segment {
	readonly bytes: Uint8Array;
	readonly atUs: number;
	readonly #offset: number;
	position = 0;
	#slab: Slab | null = null;
	#slabFrom = 0;

	constructor(bytes: Uint8Array, atUs: number, offset: number) {
		this.bytes = bytes;
		this.atUs = atUs;
		this.#offset = offset;
	}

	/** Offset of `position` in what the sender sent. */
	offset(): number {
		return this.#offset + this.position;
	}

	/** The bytes from `start` on, copied. All frames of a segment share one allocation, which costs more than the copying. */
	copyFrom(start: number): { slab: Slab; at: number } {
		if (this.#slab === null) {
			this.#slab = new Slab(new Uint8Array(this.bytes.subarray(start)));
			this.#slabFrom = start;
		}
		return { slab: this.#slab, at: start - this.#slabFrom };
	}
}
