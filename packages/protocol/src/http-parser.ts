import { latin1, latin1Bytes } from './ascii.ts';
import { ByteBuffer, NO_BYTES } from './byte-buffer.ts';
import type { Headers, RequestHead, ResponseHead, Sender, Violation } from './events.ts';
import { asksToSwitch, BodySink, type FramedBody, requestFraming, responseFraming } from './http-body.ts';
import { type ParsedHead, parseFields, parseRequestHead, parseResponseHead } from './http-head.ts';
import { type ViolationCode, violation } from './violations.ts';

export type HttpEvent =
	/** `offset`: where the head begins in what the sender sent. */
	| { type: 'request'; head: RequestHead; atUs: number; offset: number }
	| { type: 'response'; head: ResponseHead; atUs: number; offset: number }
	| { type: 'message-end'; end: HttpMessageEnd }
	| { type: 'violation'; violation: Violation };

export interface HttpMessageEnd {
	/** Chunks joined; at most `maxBodyBytes`. */
	body: Uint8Array;
	/** True length of the body. */
	bodyBytes: number;
	/** RFC 9112 7.1.2 */
	trailers: Headers;
	/** False when the connection ended inside the body. */
	complete: boolean;
	atUs: number;
}

export interface HttpParserOptions {
	/** Requests come from clients, responses from servers. */
	side: 'request' | 'response';
	/** Bytes kept of a body; default 16 MiB. */
	maxBodyBytes?: number;
	/** Longest head; default 256 KiB. */
	maxHeadBytes?: number;
}

/** Bytes that stand behind a point where the protocol may change. */
export interface HeldBytes {
	bytes: Uint8Array;
	atUs: number;
	offset: number;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;
const MAX_HEAD_BYTES = 256 * 1024;
const LF = 10;

/** `held`: the protocol may change here. `tunnel`: it did, to one that is not read. `lost`: what came is no HTTP. */
type State =
	| 'start'
	| 'fields'
	| 'length'
	| 'until-close'
	| 'chunk-size'
	| 'chunk'
	| 'chunk-end'
	| 'trailers'
	| 'held'
	| 'tunnel'
	| 'lost';

/**
 * HTTP/1.1 messages (RFC 9112) out of the bytes of one side of a connection. After a request that asks to change protocols,
 * and after a response that does, the bytes are held until `resume` or `takeHeld` says what they are.
 */
export class HttpParser {
	readonly #sender: Sender;
	readonly #maxBodyBytes: number;
	readonly #maxHeadBytes: number;
	readonly #methods: string[] = [];
	readonly #line = new ByteBuffer();
	#state: State = 'start';
	#lines: string[] = [];
	#headBytes = 0;
	#body: BodySink;
	#leftBytes = 0;
	#switches = false;
	#held: HeldBytes[] = [];
	#offset = 0;
	#headAt = 0;
	#undecodedBytes = 0;
	#endedAtUs: number | null = null;

	constructor({ side, maxBodyBytes = MAX_BODY_BYTES, maxHeadBytes = MAX_HEAD_BYTES }: HttpParserOptions) {
		this.#sender = side === 'request' ? 'client' : 'server';
		this.#maxBodyBytes = maxBodyBytes;
		this.#maxHeadBytes = maxHeadBytes;
		this.#body = new BodySink(maxBodyBytes);
	}

	/** Tells a response parser the method of the next request that will be answered: it decides whether a body follows. */
	expect(method: string): void {
		this.#methods.push(method);
	}

	/** Takes the next bytes; keeps no reference to them. */
	push(bytes: Uint8Array, atUs: number): HttpEvent[] {
		const events: HttpEvent[] = [];
		const input = { bytes, position: 0, atUs, offset: this.#offset, events };
		this.#offset += bytes.length;
		this.#read(input);
		return events;
	}

	/** The protocol did not change: what was held is HTTP. */
	resume(): HttpEvent[] {
		const events: HttpEvent[] = [];
		if (this.#state !== 'held') return events;
		this.#state = 'start';
		for (const held of this.takeHeld()) this.#read({ ...held, position: 0, events });
		if (this.#endedAtUs !== null) events.push(...this.end(this.#endedAtUs));
		return events;
	}

	/** The protocol changed: hands over what was held. What is pushed from now on is held too. */
	takeHeld(): HeldBytes[] {
		const held = this.#held;
		this.#held = [];
		return held;
	}

	/** The protocol changed to one that nobody reads: what was held and what comes is counted, not kept. */
	discard(): void {
		this.#undecodedBytes += this.heldBytes;
		this.#held = [];
		this.#state = 'tunnel';
	}

	/** Whether a message with which the protocol may change was the last one. */
	get switched(): boolean {
		return this.#state === 'held';
	}

	/** How many of the pushed bytes are held. */
	get heldBytes(): number {
		return this.#held.reduce((sum, { bytes }) => sum + bytes.length, 0);
	}

	/** Bytes that were pushed and could not be read as HTTP. */
	get undecodedBytes(): number {
		return this.#undecodedBytes;
	}

	/** The sender's half ended. Ends a body that only this can end, and tells of a message that was cut. */
	end(atUs: number): HttpEvent[] {
		const events: HttpEvent[] = [];
		const input = { bytes: NO_BYTES, position: 0, atUs, offset: this.#offset, events };
		this.#endedAtUs = atUs;
		switch (this.#state) {
			case 'held':
			case 'tunnel':
				return events;
			case 'start':
			case 'fields':
				this.#endHead(input);
				break;
			case 'until-close':
				this.#endMessage(input, true);
				break;
			case 'lost':
				this.#tellLost(input);
				break;
			default:
				this.#tell(
					'truncated-body',
					`The connection ended after ${this.#body.bytes} bytes of a body.`,
					input,
					NO_BYTES,
				);
				this.#endMessage(input, false);
		}
		this.#state = 'tunnel';
		return events;
	}

	#endHead(input: Input): void {
		const bytes = this.#line.take();
		if (bytes.length === 0 && this.#lines.length === 0) return;
		const seen = this.#lines.length === 0 ? bytes : latin1Bytes(`${this.#lines.join('\r\n')}\r\n${latin1(bytes)}`);
		this.#tell('truncated-head', 'The connection ended inside the head of a message.', input, seen);
	}

	#tellLost(input: Input): void {
		if (this.#undecodedBytes === 0) return;
		const message = `${this.#undecodedBytes} bytes could not be read as HTTP.`;
		this.#tell('undecoded-http-bytes', message, { ...input, offset: input.offset - this.#undecodedBytes }, NO_BYTES);
	}

	#read(input: Input): void {
		while (input.position < input.bytes.length) {
			switch (this.#state) {
				case 'held':
					this.#hold(input);
					return;
				case 'tunnel':
				case 'lost':
					this.#undecodedBytes += input.bytes.length - input.position;
					return;
				case 'length':
				case 'chunk':
				case 'until-close':
					this.#readBody(input);
					break;
				default:
					this.#readLine(input);
			}
		}
	}

	#hold(input: Input): void {
		const bytes = new Uint8Array(input.bytes.subarray(input.position));
		this.#held.push({ bytes, atUs: input.atUs, offset: input.offset + input.position });
		input.position = input.bytes.length;
	}

	#readBody(input: Input): void {
		const there = input.bytes.length - input.position;
		const size = this.#state === 'until-close' ? there : Math.min(there, this.#leftBytes);
		this.#body.append(input.bytes.subarray(input.position, input.position + size));
		input.position += size;
		this.#leftBytes -= size;
		if (this.#leftBytes > 0 || this.#state === 'until-close') return;
		if (this.#state === 'chunk') this.#state = 'chunk-end';
		else this.#endMessage(input, true);
	}

	/** RFC 9112 2.2: a line ends with CR LF; a lone LF is taken too. */
	#readLine(input: Input): void {
		const lf = input.bytes.indexOf(LF, input.position);
		const end = lf < 0 ? input.bytes.length : lf + 1;
		this.#line.append(input.bytes.subarray(input.position, end));
		this.#headBytes += end - input.position;
		input.position = end;
		if (this.#headBytes > this.#maxHeadBytes) {
			const message = `A head is longer than the limit of ${this.#maxHeadBytes} bytes.`;
			this.#tell('head-too-large', message, input, this.#line.take());
			this.#lose();
		} else if (lf >= 0) this.#takeLine(latin1(this.#line.take()).replace(/\r?\n$/, ''), input);
	}

	#takeLine(line: string, input: Input): void {
		switch (this.#state) {
			case 'start':
			case 'fields':
				this.#takeHeadLine(line, input);
				return;
			case 'chunk-size':
				this.#takeChunkSize(line, input);
				return;
			case 'chunk-end':
				// RFC 9112 7.1: chunk-data is followed by CR LF.
				if (line !== '') {
					this.#badChunk(line, input);
					return;
				}
				this.#headBytes = 0;
				this.#state = 'chunk-size';
				return;
			default:
				if (line !== '') this.#lines.push(line);
				else this.#endMessage(input, true);
		}
	}

	#takeHeadLine(line: string, input: Input): void {
		// RFC 9112 2.2: empty lines before a start line are ignored.
		if (line === '' && this.#state === 'start') {
			this.#headBytes = 0;
			return;
		}
		if (line !== '') {
			if (this.#lines.length === 0) this.#headAt = input.offset + input.position - this.#headBytes;
			this.#lines.push(line);
			this.#state = 'fields';
			// What is no start line shows at once: bytes of another protocol need not be waited for.
			const hopeless = this.#lines.length === 1 && this.#parse(this.#lines).head === null;
			if (!hopeless) return;
		}
		this.#finishHead(input);
	}

	#parse(lines: readonly string[]): ParsedHead<RequestHead | ResponseHead> {
		return this.#sender === 'client' ? parseRequestHead(lines) : parseResponseHead(lines);
	}

	#finishHead(input: Input): void {
		const lines = this.#lines;
		const { head, problems } = this.#parse(lines);
		this.#lines = [];
		this.#headBytes = 0;
		for (const { code, message, line } of problems) this.#tell(code, message, input, latin1Bytes(line));
		if (head === null) {
			this.#lose();
			return;
		}
		this.#startBody(head, input);
	}

	#startBody(head: RequestHead | ResponseHead, input: Input): void {
		const framed = 'method' in head ? this.#startRequest(head, input) : this.#startResponse(head, input);
		if (framed.problem !== null) this.#tell(framed.problem.code, framed.problem.message, input, NO_BYTES);
		const { framing } = framed;
		this.#body = new BodySink(this.#maxBodyBytes);
		this.#leftBytes = framing.kind === 'length' ? framing.length : 0;
		switch (framing.kind) {
			case 'chunked':
				this.#state = 'chunk-size';
				return;
			case 'switched':
				this.#switches = true;
				this.#endMessage(input, true);
				return;
			case 'unknowable':
				this.#endMessage(input, false);
				this.#lose();
				return;
			case 'length':
				this.#state = 'length';
				if (framing.length === 0) this.#endMessage(input, true);
				return;
			default:
				this.#state = framing.kind;
		}
	}

	#startRequest(head: RequestHead, input: Input): FramedBody {
		input.events.push({ type: 'request', head, atUs: input.atUs, offset: this.#headAt });
		this.#switches = asksToSwitch(head);
		return requestFraming(head);
	}

	#startResponse(head: ResponseHead, input: Input): FramedBody {
		input.events.push({ type: 'response', head, atUs: input.atUs, offset: this.#headAt });
		// RFC 9110 15.2: a 1xx other than 101 is followed by the answer to the same request.
		const interim = head.status < 200 && head.status !== 101;
		const method = interim ? this.#methods[0] : this.#methods.shift();
		return responseFraming(head, method ?? 'GET');
	}

	/** RFC 9112 7.1: hexadecimal digits, then extensions that may be ignored. */
	#takeChunkSize(line: string, input: Input): void {
		const digits = /^([0-9A-Fa-f]{1,13})[ \t]*(?:;.*)?$/.exec(line)?.[1];
		if (digits === undefined) {
			this.#badChunk(line, input);
			return;
		}
		this.#headBytes = 0;
		this.#leftBytes = Number.parseInt(digits, 16);
		this.#state = this.#leftBytes === 0 ? 'trailers' : 'chunk';
	}

	#badChunk(line: string, input: Input): void {
		const wanted = this.#state === 'chunk-size' ? 'the size of a chunk' : 'the end of a chunk';
		this.#tell('bad-chunk', `A line that is not ${wanted} stands where one must be.`, input, latin1Bytes(line));
		this.#endMessage(input, false);
		this.#lose();
	}

	#endMessage(input: Input, complete: boolean): void {
		const { headers: trailers, problems } = parseFields(this.#lines);
		for (const { code, message, line } of problems) this.#tell(code, message, input, latin1Bytes(line));
		this.#lines = [];
		this.#headBytes = 0;
		const bodyBytes = this.#body.bytes;
		const end = { body: this.#body.take(), bodyBytes, trailers, complete, atUs: input.atUs };
		this.#state = this.#switches ? 'held' : 'start';
		this.#switches = false;
		input.events.push({ type: 'message-end', end });
	}

	#lose(): void {
		this.#state = 'lost';
	}

	/** `bytes` are those just read: their place is right before the reading position. */
	#tell(code: ViolationCode, message: string, input: Input, bytes: Uint8Array): void {
		const offset = Math.max(input.offset + input.position - bytes.length, 0);
		const place = { sender: this.#sender, atUs: input.atUs, offset, bytes };
		input.events.push({ type: 'violation', violation: violation(code, place, message) });
	}
}

interface Input {
	bytes: Uint8Array;
	position: number;
	readonly atUs: number;
	/** Offset of `bytes` in what the sender sent. */
	readonly offset: number;
	readonly events: HttpEvent[];
}
