import type { Socket } from 'node:net';
import {
	type DeflateParams,
	Deflater,
	encodeClosePayload,
	encodeFrame,
	type Frame,
	OPCODE,
	type Violation,
	WebSocketDecoder,
} from '@refrain/protocol';
import { MessageStream } from '@refrain/traffic';
import type { Transport, TransportEvents } from './transport.ts';

export interface ServerSocketInput extends TransportEvents {
	socket: Socket;
	/** Bytes that came behind the handshake request. */
	head: Uint8Array;
	deflate: DeflateParams | null;
	now: () => number;
	/** Most bytes of one message of the client, compressed or not. */
	maxMessageBytes: number;
}

/** RFC 6455 5.2 */
const MOST_HEADER_BYTES = 14;
/** How long the client may take to end TCP after the closing handshake (RFC 6455 7.1.1). */
const END_TIMEOUT_MS = 2_000;

/** Close codes for what a client did wrong (RFC 6455 7.4.1); all else is a protocol error. */
const CLOSE_CODES: Readonly<Record<string, number>> = {
	'bad-utf8': 1007,
	'bad-deflate-data': 1007,
	'frame-too-large': 1009,
	'inflated-too-large': 1009,
};

/** The server's end of a WebSocket after the handshake: bytes of the client in, messages out, and back. */
export class ServerSocket implements Transport {
	readonly #input: ServerSocketInput;
	readonly #decoder: WebSocketDecoder;
	readonly #deflater: Deflater | null;
	readonly #messages = new MessageStream();
	readonly #maxMessageBytes: number;
	#seq = 0;
	#corked = false;
	#bytesPerSecond: number | null = null;
	/** Since the last complete frame, and of the message that is open. */
	#frameBytes = 0;
	#messageBytes = 0;
	#closeSent = false;
	#closeReceived = false;
	#ended = false;

	constructor(input: ServerSocketInput) {
		const { deflate } = input;
		this.#input = input;
		this.#deflater = deflate === null ? null : new Deflater(deflate, 'server');
		const nextSeq = () => this.#seq++;
		const most = input.maxMessageBytes;
		this.#maxMessageBytes = most;
		const limits = { maxFramePayloadBytes: most, maxMessageBytes: most };
		this.#decoder = new WebSocketDecoder({ sender: 'client', deflate, nextSeq, ...limits });
	}

	start(): void {
		const { socket, head } = this.#input;
		socket.on('data', (bytes) => {
			this.#take(bytes);
			if (this.#bytesPerSecond === null) return;
			socket.pause();
			setTimeout(() => socket.resume(), (bytes.length / this.#bytesPerSecond) * 1000).unref();
		});
		socket.on('end', () => socket.end());
		socket.on('close', () => this.#end());
		// A reset by the client is an end like any other.
		socket.on('error', () => socket.destroy());
		if (head.length > 0) this.#take(head);
	}

	/** `fragments`: sizes to cut the message into; one frame when empty. */
	send(type: 'text' | 'binary' | 'ping' | 'pong', payload: Uint8Array, fragments: readonly number[] = []): void {
		if (this.#closeSent || !this.#input.socket.writable) return;
		const isData = type === 'text' || type === 'binary';
		const deflated = isData && this.#deflater !== null ? this.#deflater.deflate(payload) : null;
		const bytes = deflated ?? payload;
		const parts = isData ? cut(bytes, fragments) : [bytes];
		const frames = parts.map((part, index) =>
			encodeFrame({
				opcode: index === 0 ? OPCODE[type] : OPCODE.continuation,
				payload: part,
				fin: index === parts.length - 1,
				// RFC 7692 6.1: RSV1 marks the first frame of a compressed message.
				rsv1: deflated !== null && index === 0,
				maskingKey: null,
			}),
		);
		this.#write(frames);
	}

	/** Sends a close frame and ends TCP when the client has answered it, or after a while. */
	close(payload: Uint8Array): void {
		if (this.#closeSent || !this.#input.socket.writable) return;
		this.#write([encodeFrame({ opcode: OPCODE.close, payload, maskingKey: null })]);
		this.#closeSent = true;
		if (this.#closeReceived) this.#finish();
		else setTimeout(() => this.#finish(), END_TIMEOUT_MS).unref();
	}

	/** Takes no more than this many bytes of the client in a second from now on, so that its buffers fill. */
	readSlowly(bytesPerSecond: number): void {
		this.#bytesPerSecond = bytesPerSecond;
	}

	stall(): void {
		this.#input.socket.pause();
	}

	/** Ends TCP without a close frame. */
	drop(how: 'fin' | 'reset'): void {
		this.#closeSent = true;
		if (how === 'reset') this.#input.socket.resetAndDestroy();
		else this.#finish();
	}

	/** What is sent in one turn goes out together: a client that sends many messages at once costs few system calls. */
	#write(chunks: readonly Uint8Array[]): void {
		const { socket } = this.#input;
		if (!this.#corked) {
			this.#corked = true;
			socket.cork();
			process.nextTick(() => {
				this.#corked = false;
				socket.uncork();
			});
		}
		for (const chunk of chunks) socket.write(chunk);
	}

	#finish(): void {
		const { socket } = this.#input;
		if (!socket.destroyed) socket.end();
		// RFC 6455 7.1.1: the server ends TCP first; a client that does not follow is cut off.
		setTimeout(() => socket.destroy(), END_TIMEOUT_MS).unref();
	}

	#take(bytes: Uint8Array): void {
		if (this.#closeReceived || this.#ended) return;
		this.#frameBytes += bytes.length;
		for (const event of this.#decoder.push(bytes, this.#input.now())) {
			if (event.type === 'violation') {
				this.#fail(event.violation);
				return;
			}
			this.#takeFrame(event.frame);
			if (this.#closeReceived || this.#ended) return;
		}
		// A frame that is too long is not waited for to its end.
		if (this.#frameBytes > this.#maxMessageBytes + MOST_HEADER_BYTES) this.#fail(this.#tooLarge());
	}

	#takeFrame(frame: Frame): void {
		this.#frameBytes = 0;
		if (frame.opcode < 8) this.#messageBytes = (frame.opcode === 0 ? this.#messageBytes : 0) + frame.payload.length;
		if (this.#messageBytes > this.#maxMessageBytes) {
			this.#fail(this.#tooLarge());
			return;
		}
		for (const message of this.#messages.push(frame)) {
			if (message.type === 'close') this.#closeReceived = true;
			this.#input.onMessage(message);
		}
		if (this.#closeReceived && this.#closeSent) this.#finish();
	}

	/** RFC 6455 7.1.7: fail the connection. */
	#fail(violation: Pick<Violation, 'code' | 'message'>): void {
		const code = CLOSE_CODES[violation.code] ?? 1002;
		this.#ended = true;
		this.#input.onViolation(violation, code);
		this.close(encodeClosePayload(code, ''));
		this.#finish();
	}

	#tooLarge(): Pick<Violation, 'code' | 'message'> {
		const message = `A message is larger than the ${this.#maxMessageBytes} bytes that the mock takes.`;
		return { code: 'frame-too-large', message };
	}

	#end(): void {
		this.#ended = true;
		this.#input.onEnd();
	}
}

/** Parts of about the sizes that were recorded; a longer or shorter payload changes the last one. */
function cut(payload: Uint8Array, sizes: readonly number[]): Uint8Array[] {
	const parts: Uint8Array[] = [];
	let at = 0;
	for (const size of sizes.slice(0, -1)) {
		parts.push(payload.subarray(at, at + size));
		at += size;
	}
	return [...parts, payload.subarray(at)];
}
