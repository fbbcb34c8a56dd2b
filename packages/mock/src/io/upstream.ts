import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
	buildUpgradeRequest,
	ConversationDecoder,
	type ConversationEvent,
	encodeClosePayload,
	encodeFrame,
	headerList,
	OPCODE,
	type RequestHead,
	type Sender,
} from '@refrain/protocol';
import { type Message, MessageStream } from '@refrain/traffic';

export interface UpstreamInput {
	/** The real service: scheme, host and port; the client's path is used where this has none. */
	url: string;
	/** The client's handshake: its credentials and subprotocols are passed on. */
	request: RequestHead;
	now: () => number;
	/** Text and binary messages of the service. */
	onMessage: (message: Message) => void;
	/** It cannot be reached, refused the handshake or went away; one sentence. */
	onFailure: (reason: string) => void;
}

/** Fields of the client's handshake that belong to its own connection. */
const OWN_FIELDS = new Set(['host', 'sec-websocket-extensions', 'content-length', 'transfer-encoding']);

/** The mock's own connection to the real service, for the messages that were not recorded. Opened when made. */
export class Upstream {
	readonly #input: UpstreamInput;
	readonly #socket: Socket;
	readonly #decoder = new ConversationDecoder();
	readonly #messages = new MessageStream();
	/** Messages that wait for the handshake; null once it is done. */
	#waiting: Uint8Array[] | null = [];
	#over = false;

	constructor(input: UpstreamInput) {
		this.#input = input;
		const url = new URL(input.url);
		const secure = url.protocol === 'wss:';
		const host = url.hostname.replace(/^\[|\]$/g, '');
		const port = Number(url.port) || (secure ? 443 : 80);
		this.#socket = secure ? connectTls({ host, port, servername: host }) : connect({ host, port });
		this.#socket.on('data', (bytes) => this.#take('server', bytes));
		this.#socket.on('error', (error) => this.#fail(`${input.url} cannot be reached: ${error.message}`));
		this.#socket.on('close', () => this.#fail(`${input.url} ended the connection`));
		this.#write('client', this.#handshake(url));
	}

	send(type: 'text' | 'binary', payload: Uint8Array): void {
		// RFC 6455 5.3: a fresh unpredictable key for each frame.
		const maskingKey = randomBytes(4).readUInt32BE();
		this.#frame(encodeFrame({ opcode: OPCODE[type], payload, maskingKey }));
	}

	close(): void {
		this.#over = true;
		const payload = encodeClosePayload(1000);
		this.#frame(encodeFrame({ opcode: OPCODE.close, payload, maskingKey: randomBytes(4).readUInt32BE() }));
		this.#socket.end();
	}

	#handshake(url: URL): Uint8Array {
		const { request } = this.#input;
		return buildUpgradeRequest({
			target: url.pathname === '/' && url.search === '' ? request.target : `${url.pathname}${url.search}`,
			host: url.host,
			key: randomBytes(16).toString('base64'),
			headers: request.headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase())),
			subprotocols: headerList(request.headers, 'sec-websocket-protocol'),
		});
	}

	#frame(bytes: Uint8Array): void {
		if (this.#waiting !== null) this.#waiting.push(bytes);
		else this.#write('client', bytes);
	}

	#write(sender: Sender, bytes: Uint8Array): void {
		if (this.#socket.writable) this.#socket.write(bytes);
		this.#decoder.push(sender, bytes, this.#input.now());
	}

	#take(sender: Sender, bytes: Uint8Array): void {
		for (const event of this.#decoder.push(sender, bytes, this.#input.now())) this.#handle(event);
	}

	#handle(event: ConversationEvent): void {
		if (event.type === 'handshake') this.#opened(event.handshake.accepted, event.handshake.response?.status ?? null);
		if (event.type !== 'frame' || event.frame.sender !== 'server') return;
		for (const message of this.#messages.push(event.frame)) {
			if (message.type === 'ping') this.#pong(message.payload);
			if (message.type === 'text' || message.type === 'binary') this.#input.onMessage(message);
		}
	}

	#opened(accepted: boolean, status: number | null): void {
		if (!accepted) {
			this.#fail(`${this.#input.url} refused the handshake with ${status ?? 'no status'}`);
			return;
		}
		const waiting = this.#waiting ?? [];
		this.#waiting = null;
		for (const bytes of waiting) this.#write('client', bytes);
	}

	#pong(payload: Uint8Array): void {
		this.#frame(encodeFrame({ opcode: OPCODE.pong, payload, maskingKey: randomBytes(4).readUInt32BE() }));
	}

	#fail(reason: string): void {
		if (this.#over) return;
		this.#over = true;
		this.#socket.destroy();
		this.#input.onFailure(reason);
	}
}
