import { NO_BYTES } from './byte-buffer.ts';
import type { DeflateParams } from './deflate-params.ts';
import type { Frame, Sender, Violation } from './events.ts';
import { FrameDecoder, placeIn, type RawFrame } from './frame-decoder.ts';
import { type InflateFailure, Inflater } from './inflater.ts';
import { OPCODE } from './opcodes.ts';
import { Utf8Validator } from './utf8.ts';
import { type ViolationCode, violation } from './violations.ts';

export interface WebSocketDecoderOptions {
	sender: Sender;
	/** What was agreed for permessage-deflate; null when it is not in use. */
	deflate: DeflateParams | null;
	/** Gives `Frame.seq`: shared by both directions of a connection. */
	nextSeq: () => number;
	/** See `FrameDecoderOptions`; default RSV1 when `deflate` is given, else none. */
	allowedRsv?: number;
	maxFramePayloadBytes?: number;
	/** Most bytes that one message may inflate to. */
	maxMessageBytes?: number;
	/** See `FrameDecoderOptions`. */
	offset?: number;
}

export type WebSocketEvent = { type: 'frame'; frame: Frame } | { type: 'violation'; violation: Violation };

/** One direction of a WebSocket after the handshake: frames with inflated payloads, text checked for UTF-8. */
export class WebSocketDecoder {
	readonly #frames: FrameDecoder;
	readonly #inflater: Inflater | null;
	readonly #nextSeq: () => number;
	readonly #utf8 = new Utf8Validator();
	/** The message that is open: its kind, and whether anything more is to be learnt of it. */
	#text = false;
	#compressed = false;
	#failed = false;
	#utf8Broken = false;
	#open = false;

	constructor(options: WebSocketDecoderOptions) {
		const { sender, deflate, maxFramePayloadBytes, maxMessageBytes, offset, allowedRsv } = options;
		this.#frames = new FrameDecoder({
			sender,
			allowedRsv: allowedRsv ?? (deflate === null ? 0 : 4),
			...(maxFramePayloadBytes === undefined ? {} : { maxPayloadBytes: maxFramePayloadBytes }),
			...(offset === undefined ? {} : { offset }),
		});
		this.#inflater =
			deflate === null ? null : new Inflater(deflate, sender, maxMessageBytes === undefined ? {} : { maxMessageBytes });
		this.#nextSeq = options.nextSeq;
	}

	get undecodedBytes(): number {
		return this.#frames.undecodedBytes;
	}

	/** Takes the next bytes; keeps no reference to them. */
	push(bytes: Uint8Array, atUs: number): WebSocketEvent[] {
		const events: WebSocketEvent[] = [];
		for (const event of this.#frames.push(bytes, atUs)) {
			if (event.type === 'violation') events.push(event);
			else this.#take(event.frame, events);
		}
		return events;
	}

	/** The sender's half ended. */
	end(atUs: number): WebSocketEvent[] {
		return this.#frames.end(atUs).filter((event) => event.type === 'violation');
	}

	#take(raw: RawFrame, events: WebSocketEvent[]): void {
		if (raw.opcode > OPCODE.binary) {
			this.#emit(raw, raw.payload, events);
			return;
		}
		if (raw.opcode !== OPCODE.continuation) this.#startMessage(raw);
		const payload = this.#compressed ? this.#inflate(raw, events) : raw.payload;
		if (this.#open && this.#text && !this.#failed && !this.#utf8Broken) {
			const plain = raw.ascii && !this.#compressed && this.#utf8.betweenCharacters;
			if (!plain) this.#checkText(raw, payload, events);
		}
		this.#emit(raw, payload, events);
		if (raw.fin) this.#endMessage();
	}

	#startMessage(raw: RawFrame): void {
		if (this.#open) {
			if (this.#compressed) this.#inflater?.abandon();
			this.#endMessage();
		}
		this.#open = true;
		this.#text = raw.opcode === OPCODE.text;
		this.#compressed = raw.rsv1 && this.#inflater !== null;
	}

	#endMessage(): void {
		this.#open = false;
		this.#compressed = false;
		this.#failed = false;
		this.#utf8Broken = false;
		this.#utf8.reset();
	}

	#inflate(raw: RawFrame, events: WebSocketEvent[]): Uint8Array {
		const inflater = this.#inflater as Inflater;
		// Without the bytes over the frame limit the rest of the message makes no sense; the decoder told of the limit.
		if (raw.payload.length < raw.wirePayloadBytes) {
			this.#failed = true;
			inflater.spoil();
		}
		const result = inflater.push(raw.payload, raw.fin);
		if (this.#failed) return raw.payload;
		if (result.ok) return result.bytes;
		this.#failed = true;
		events.push({ type: 'violation', violation: inflateViolation(raw, result) });
		return raw.payload;
	}

	#checkText(raw: RawFrame, payload: Uint8Array, events: WebSocketEvent[]): void {
		const bad = this.#utf8.push(payload);
		const cutOff = bad < 0 && raw.fin && !this.#utf8.end();
		if (bad < 0 && !cutOff) return;
		this.#utf8Broken = true;
		const at = bad < 0 ? payload.length : bad;
		const message = cutOff
			? 'A text message ends inside a UTF-8 sequence.'
			: `A text message is no UTF-8: see byte ${at} of the payload of this frame.`;
		const code: ViolationCode = 'bad-utf8';
		// Inflated bytes have no offset of their own on the wire: the frame's payload stands for them.
		const place = this.#compressed
			? { ...placeIn(raw, 0), bytes: payload.subarray(at) }
			: placeIn(raw, Math.min(at, Math.max(payload.length - 1, 0)));
		events.push({ type: 'violation', violation: violation(code, place, message) });
	}

	#emit(raw: RawFrame, payload: Uint8Array, events: WebSocketEvent[]): void {
		const data = raw.opcode <= OPCODE.binary;
		events.push({
			type: 'frame',
			frame: {
				seq: this.#nextSeq(),
				sender: raw.sender,
				opcode: raw.opcode,
				fin: raw.fin,
				rsv1: raw.rsv1,
				rsv2: raw.rsv2,
				rsv3: raw.rsv3,
				maskingKey: raw.maskingKey,
				atUs: raw.atUs,
				wirePayloadBytes: raw.wirePayloadBytes,
				wireBytes: raw.wireBytes,
				compressed: data && this.#compressed,
				payload: payload.length === 0 ? NO_BYTES : payload,
				inflateFailed: data && this.#compressed && this.#failed,
			},
		});
	}
}

function inflateViolation(raw: RawFrame, failure: InflateFailure): Violation {
	if (failure.reason === 'too-large') {
		const message = `A compressed message ${failure.detail}; it is kept as it was on the wire.`;
		return violation('inflated-too-large', placeIn(raw, 0), message);
	}
	const message = `A compressed message cannot be inflated (${failure.detail}); it is kept as it was on the wire.`;
	return violation('bad-deflate-data', placeIn(raw, 0), message);
}
