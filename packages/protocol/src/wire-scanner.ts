import type { AgreedExtensions } from './agreed-extensions.ts';
import { NO_BYTES } from './byte-buffer.ts';
import type { ConversationEvent, Sender } from './events.ts';
import { FrameScanner } from './frame-scanner.ts';

export interface WireScannerOptions extends Pick<AgreedExtensions, 'allowedRsv'> {
	sender: Sender;
	/** Of the first byte to come in what the sender sent on the TCP connection. */
	offset: number;
	maxFramePayloadBytes?: number;
}

/** One direction of a WebSocket that is passed on as it is: stands where a `WebSocketDecoder` would. */
export class WireScanner {
	readonly #sender: Sender;
	readonly #scanner: FrameScanner;
	#offset: number;
	#ended = false;

	constructor({ sender, offset, allowedRsv, maxFramePayloadBytes }: WireScannerOptions) {
		this.#sender = sender;
		this.#offset = offset;
		const limit = maxFramePayloadBytes === undefined ? {} : { maxPayloadBytes: maxFramePayloadBytes };
		this.#scanner = new FrameScanner({ sender, allowedRsv, ...limit });
	}

	get undecodedBytes(): number {
		return this.#scanner.undecodedBytes;
	}

	/** The unmasked payload of the first close frame; null before it. */
	get closePayload(): Uint8Array | null {
		return this.#scanner.closePayload;
	}

	push(bytes: Uint8Array, atUs: number): ConversationEvent[] {
		const scanner = this.#scanner;
		const { frames, messages, violations } = scanner;
		scanner.push(bytes);
		const offset = this.#offset;
		this.#offset += bytes.length;
		const piece = { sender: this.#sender, atUs, offset, bytes, frames: scanner.frames - frames, end: false };
		return [
			{ type: 'wire', piece, messages: scanner.messages - messages, violations: scanner.violations - violations },
		];
	}

	end(atUs: number): ConversationEvent[] {
		if (this.#ended) return [];
		this.#ended = true;
		const piece = { sender: this.#sender, atUs, offset: this.#offset, bytes: NO_BYTES, frames: 0, end: true };
		return [{ type: 'wire', piece, messages: 0, violations: this.#scanner.cut ? 1 : 0 }];
	}
}
