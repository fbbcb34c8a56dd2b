import { CloseTracker } from './close-tracker.ts';
import { readDeflateResponse } from './deflate-params.ts';
import type { ConversationEvent, ResponseHead, Sender } from './events.ts';
import { parseExtensions } from './extension-header.ts';
import { HttpConversation } from './http-conversation.ts';
import { headerValue } from './http-headers.ts';
import type { HeldBytes } from './http-parser.ts';
import { WebSocketDecoder, type WebSocketEvent } from './websocket-decoder.ts';

export interface ConversationDecoderOptions {
	/** Most bytes that one compressed message may inflate to; default 64 MiB. */
	maxMessageBytes?: number;
	/** Bytes kept of an HTTP body; default 16 MiB. */
	maxBodyBytes?: number;
	/** Bytes kept of one frame's payload; default 256 MiB. */
	maxFramePayloadBytes?: number;
}

/**
 * Everything that happens on one TCP connection, from the bytes of both directions in order of arrival: HTTP exchanges, the
 * upgrade handshake, frames, violations and the end. Bad bytes never throw, and never stop the other direction.
 */
export class ConversationDecoder {
	readonly #options: ConversationDecoderOptions;
	readonly #http: HttpConversation;
	readonly #close = new CloseTracker();
	#webSocket: Record<Sender, WebSocketDecoder> | null = null;
	#frames = 0;

	constructor(options: ConversationDecoderOptions = {}) {
		this.#options = options;
		this.#http = new HttpConversation(options.maxBodyBytes);
	}

	/** Takes the next bytes of one sender. Copies what it keeps: the caller may reuse `bytes`. */
	push(sender: Sender, bytes: Uint8Array, atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		if (this.#webSocket !== null) return this.#take(this.#webSocket[sender].push(bytes, atUs));
		const events = this.#http.push(sender, bytes, atUs);
		const accepted = this.#http.accepted;
		if (accepted === null) return events;
		return [...events, ...this.#upgrade(accepted)];
	}

	/** The sender ended its half (`fin`) or reset the connection. `closed` follows when nothing more can come. */
	end(sender: Sender, how: 'fin' | 'reset', atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		// A half that ended may still be reset: nothing more is to be decoded then.
		if (this.#close.hasEnded(sender)) return this.#closeIf(this.#close.end(sender, how), atUs);
		const events =
			this.#webSocket === null ? this.#http.end(sender, atUs) : this.#take(this.#webSocket[sender].end(atUs));
		return [...events, ...this.#closeIf(this.#close.end(sender, how), atUs)];
	}

	/** The recording stops while the connection is open. */
	stop(atUs: number): ConversationEvent[] {
		if (this.#close.closed) return [];
		this.#close.stop();
		return [...this.#http.stop(atUs), { type: 'closed', close: this.#close.info(), atUs }];
	}

	#closeIf(over: boolean, atUs: number): ConversationEvent[] {
		return over ? [...this.#http.stop(atUs), { type: 'closed', close: this.#close.info(), atUs }] : [];
	}

	#upgrade(response: ResponseHead): ConversationEvent[] {
		this.#webSocket = { client: this.#decoder('client', response), server: this.#decoder('server', response) };
		// The client's bytes arrived before the 101, the server's with it.
		return [...this.#feed('client', this.#webSocket), ...this.#feed('server', this.#webSocket)];
	}

	#feed(sender: Sender, webSocket: Record<Sender, WebSocketDecoder>): ConversationEvent[] {
		return this.#http
			.takeHeld(sender)
			.flatMap(({ bytes, atUs }: HeldBytes) => this.#take(webSocket[sender].push(bytes, atUs)));
	}

	#decoder(sender: Sender, response: ResponseHead): WebSocketDecoder {
		const { maxFramePayloadBytes, maxMessageBytes } = this.#options;
		const header = headerValue(response.headers, 'sec-websocket-extensions');
		const unknown = (parseExtensions(header ?? '') ?? []).some(({ name }) => name !== 'permessage-deflate');
		return new WebSocketDecoder({
			sender,
			deflate: readDeflateResponse(header),
			nextSeq: () => this.#frames++,
			offset: this.#http.headBytes(sender),
			// An extension that is not known here may give any of the bits a meaning.
			...(unknown ? { allowedRsv: 7 } : {}),
			...(maxFramePayloadBytes === undefined ? {} : { maxFramePayloadBytes }),
			...(maxMessageBytes === undefined ? {} : { maxMessageBytes }),
		});
	}

	#take(events: WebSocketEvent[]): ConversationEvent[] {
		for (const event of events) if (event.type === 'frame') this.#close.see(event.frame);
		return events;
	}
}
