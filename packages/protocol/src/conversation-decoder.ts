import { agreedExtensions } from './agreed-extensions.ts';
import { CloseTracker } from './close-tracker.ts';
import type { ConversationEvent, ResponseHead, Sender } from './events.ts';
import { HttpConversation } from './http-conversation.ts';
import { headerValue } from './http-headers.ts';
import type { HeldBytes } from './http-parser.ts';
import { OPCODE } from './opcodes.ts';
import { WebSocketDecoder } from './websocket-decoder.ts';
import { WireScanner } from './wire-scanner.ts';

export interface ConversationDecoderOptions {
	/** Most bytes that one compressed message may inflate to; default 64 MiB. */
	maxMessageBytes?: number;
	/** Bytes kept of an HTTP body; default 16 MiB. */
	maxBodyBytes?: number;
	/** Bytes kept of one frame's payload; default 256 MiB. */
	maxFramePayloadBytes?: number;
	/** 'scan': the bytes behind an accepted handshake are told as `wire` events, to be decoded later. Default 'decode'. */
	frames?: 'decode' | 'scan';
}

/** One sender of a WebSocket. */
interface Direction {
	push(bytes: Uint8Array, atUs: number): ConversationEvent[];
	end(atUs: number): ConversationEvent[];
	readonly undecodedBytes: number;
	/** Of the first close frame, where frames are only scanned. */
	readonly closePayload?: Uint8Array | null;
}

/**
 * Everything that happens on one TCP connection, from the bytes of both directions in order of arrival: HTTP exchanges, the
 * upgrade handshake, frames, violations and the end. Bad bytes never throw, and never stop the other direction.
 */
export class ConversationDecoder {
	readonly #options: ConversationDecoderOptions;
	readonly #http: HttpConversation;
	readonly #close = new CloseTracker();
	#webSocket: Record<Sender, Direction> | null = null;
	#frames = 0;

	constructor(options: ConversationDecoderOptions = {}) {
		this.#options = options;
		this.#http = new HttpConversation(options.maxBodyBytes);
	}

	/** Takes the next bytes of one sender. Copies what it keeps: the caller may reuse `bytes`. */
	push(sender: Sender, bytes: Uint8Array, atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		if (this.#webSocket !== null) return this.#push(this.#webSocket[sender], sender, { bytes, atUs });
		const events = this.#http.push(sender, bytes, atUs);
		const accepted = this.#http.accepted;
		if (accepted === null) return events;
		return [...events, ...this.#upgrade(accepted, atUs)];
	}

	/**
	 * The sender ended its half (`fin`), or reset the connection, which ends both. `closed` follows when nothing more can
	 * come; what is pushed after it is ignored.
	 */
	end(sender: Sender, how: 'fin' | 'reset', atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		const events = this.#endHalf(sender, atUs);
		const over = this.#close.end(sender, how);
		if (!over) return events;
		events.push(...this.#endHalf(sender === 'client' ? 'server' : 'client', atUs), ...this.#http.finish(atUs));
		return [...events, { type: 'closed', close: this.#close.info(), atUs }];
	}

	/** The recording stops while the connection is open. */
	stop(atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		this.#close.stop();
		return [...this.#http.stop(atUs), { type: 'closed', close: this.#close.info(), atUs }];
	}

	#endHalf(sender: Sender, atUs: number): ConversationEvent[] {
		return this.#webSocket === null ? this.#http.end(sender, atUs) : this.#webSocket[sender].end(atUs);
	}

	/** Bytes of one sender that are counted only: no HTTP, behind a frame header that makes no sense, or in a tunnel. */
	undecodedBytes(sender: Sender): number {
		return this.#http.undecodedBytes(sender) + (this.#webSocket?.[sender].undecodedBytes ?? 0);
	}

	#upgrade(response: ResponseHead, atUs: number): ConversationEvent[] {
		this.#webSocket = { client: this.#direction('client', response), server: this.#direction('server', response) };
		// The client's bytes arrived before the 101, the server's with it.
		const events = [...this.#feed('client', this.#webSocket), ...this.#feed('server', this.#webSocket)];
		if (this.#close.hasEnded('client')) events.push(...this.#webSocket.client.end(atUs));
		return events;
	}

	#feed(sender: Sender, webSocket: Record<Sender, Direction>): ConversationEvent[] {
		return this.#http.takeHeld(sender).flatMap((held) => this.#push(webSocket[sender], sender, held));
	}

	#direction(sender: Sender, response: ResponseHead): Direction {
		const { frames, maxFramePayloadBytes, maxMessageBytes } = this.#options;
		const options = {
			sender,
			...agreedExtensions(headerValue(response.headers, 'sec-websocket-extensions')),
			offset: this.#http.headBytes(sender),
			...(maxFramePayloadBytes === undefined ? {} : { maxFramePayloadBytes }),
			...(maxMessageBytes === undefined ? {} : { maxMessageBytes }),
		};
		if (frames === 'scan') return new WireScanner(options);
		return new WebSocketDecoder({ ...options, nextSeq: () => this.#frames++ });
	}

	#push(direction: Direction, sender: Sender, { bytes, atUs }: Pick<HeldBytes, 'bytes' | 'atUs'>): ConversationEvent[] {
		const events = direction.push(bytes, atUs);
		for (const event of events) {
			if (event.type === 'frame') this.#close.see(event.frame);
			else if (event.type === 'wire' && direction.closePayload) {
				this.#close.see({ sender, opcode: OPCODE.close, payload: direction.closePayload });
			}
		}
		return events;
	}
}
