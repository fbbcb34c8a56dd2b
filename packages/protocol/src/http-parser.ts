import { latin1Bytes } from './ascii.ts';
import { NO_BYTES } from './byte-buffer.ts';
import type { Headers, RequestHead, ResponseHead, Sender, Violation } from './events.ts';
import { asksToSwitch, BodySink, type FramedBody, requestFraming, responseFraming } from './http-body.ts';
import { type HeadProblem, type ParsedHead, parseFields, parseRequestHead, parseResponseHead } from './http-head.ts';
import { type Input, type Line, LineReader } from './http-lines.ts';
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
	/** False when the body was cut or its end could not be found. */
	complete: boolean;
	atUs: number;
}

export interface HttpParserOptions {
	/** Requests come from clients, responses from servers. */
	side: 'request' | 'response';
	/** Bytes kept of a body; default 16 MiB. */
	maxBodyBytes?: number;
	/** Longest head or trailer section; default 256 KiB. */
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

/** What is being read and the events that it gives. */
interface Reading extends Input {
	readonly events: HttpEvent[];
}

/**
 * HTTP/1.1 messages (RFC 9112) out of the bytes of one side of a connection. After a request that asks to change protocols,
 * and after a response that does, the bytes are held until `resume`, `takeHeld` or `discard` says what they are.
 */
export class HttpParser {
	readonly #sender: Sender;
	readonly #maxBodyBytes: number;
	readonly #maxHeadBytes: number;
	readonly #methods: string[] = [];
	readonly #reader = new LineReader();
	#state: State = 'start';
	#lines: Line[] = [];
	#linesBytes = 0;
	#body: BodySink;
	#leftBytes = 0;
	#switches = false;
	#held: HeldBytes[] = [];
	#offset = 0;
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
		const reading: Reading = { bytes, position: 0, atUs, offset: this.#offset, events: [] };
		this.#offset += bytes.length;
		this.#read(reading);
		return reading.events;
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
		const reading: Reading = { bytes: NO_BYTES, position: 0, atUs, offset: this.#offset, events: [] };
		this.#endedAtUs = atUs;
		if (this.#state === 'held' || this.#state === 'tunnel') return reading.events;
		if (this.#state === 'start' || this.#state === 'fields') this.#endHead(reading);
		else if (this.#state === 'lost') this.#endLost(reading);
		else this.#endBody(reading);
		this.#state = 'tunnel';
		return reading.events;
	}

	#endHead(reading: Reading): void {
		if (this.#reader.openBytes === 0 && this.#lines.length === 0) return;
		const line = this.#lines[0] ?? this.#reader.takeOpen();
		this.#tell('truncated-head', 'The connection ended inside the head of a message.', line, reading);
	}

	#endLost(reading: Reading): void {
		if (this.#undecodedBytes === 0) return;
		const place = { text: '', offset: this.#offset - this.#undecodedBytes };
		this.#tell('undecoded-http-bytes', `${this.#undecodedBytes} bytes could not be read as HTTP.`, place, reading);
	}

	#endBody(reading: Reading): void {
		const complete = this.#state === 'until-close';
		const place = { text: '', offset: this.#offset };
		const message = `The connection ended after ${this.#body.bytes} bytes of a body.`;
		if (!complete) this.#tell('truncated-body', message, place, reading);
		this.#endMessage(reading, complete);
	}

	#read(reading: Reading): void {
		while (reading.position < reading.bytes.length) {
			switch (this.#state) {
				case 'held':
					this.#hold(reading);
					return;
				case 'tunnel':
				case 'lost':
					this.#undecodedBytes += reading.bytes.length - reading.position;
					return;
				case 'length':
				case 'chunk':
				case 'until-close':
					this.#readBody(reading);
					break;
				default:
					this.#readLine(reading);
			}
		}
	}

	#hold(reading: Reading): void {
		const bytes = new Uint8Array(reading.bytes.subarray(reading.position));
		this.#held.push({ bytes, atUs: reading.atUs, offset: reading.offset + reading.position });
	}

	#readBody(reading: Reading): void {
		const there = reading.bytes.length - reading.position;
		const untilClose = this.#state === 'until-close';
		const size = untilClose ? there : Math.min(there, this.#leftBytes);
		this.#body.append(reading.bytes.subarray(reading.position, reading.position + size));
		reading.position += size;
		this.#leftBytes -= size;
		if (untilClose || this.#leftBytes > 0) return;
		if (this.#state === 'chunk') this.#state = 'chunk-end';
		else this.#endMessage(reading, true);
	}

	#readLine(reading: Reading): void {
		const line = this.#reader.read(reading);
		if (this.#linesBytes + this.#reader.openBytes + (line?.text.length ?? 0) > this.#maxHeadBytes) {
			const message = `A head is longer than the limit of ${this.#maxHeadBytes} bytes.`;
			this.#tell('head-too-large', message, line ?? this.#reader.takeOpen(), reading);
			this.#lines = [];
			this.#state = 'lost';
		} else if (line !== null) this.#takeLine(line, reading);
	}

	#takeLine(line: Line, reading: Reading): void {
		switch (this.#state) {
			case 'start':
				// RFC 9112 2.2: empty lines before a start line are ignored.
				if (line.text !== '') this.#takeStartLine(line, reading);
				return;
			case 'chunk-size':
				this.#takeChunkSize(line, reading);
				return;
			case 'chunk-end':
				// RFC 9112 7.1: chunk-data is followed by CR LF.
				if (line.text === '') this.#state = 'chunk-size';
				else this.#badChunk(line, reading);
				return;
			default:
				if (line.text !== '') this.#addLine(line);
				else if (this.#state === 'fields') this.#endFields(reading);
				else this.#endMessage(reading, true);
		}
	}

	#addLine(line: Line): void {
		this.#lines.push(line);
		this.#linesBytes += line.text.length;
	}

	/** RFC 9112 7.1: hexadecimal digits, then extensions that may be ignored. */
	#takeChunkSize(line: Line, reading: Reading): void {
		const digits = /^([0-9A-Fa-f]{1,13})[ \t]*(?:;.*)?$/.exec(line.text)?.[1];
		if (digits === undefined) {
			this.#badChunk(line, reading);
			return;
		}
		this.#leftBytes = Number.parseInt(digits, 16);
		this.#state = this.#leftBytes === 0 ? 'trailers' : 'chunk';
	}

	#badChunk(line: Line, reading: Reading): void {
		const wanted = this.#state === 'chunk-size' ? 'the size of a chunk' : 'the end of a chunk';
		this.#tell('bad-chunk', `A line that is not ${wanted} stands where one must be.`, line, reading);
		this.#endMessage(reading, false);
		this.#state = 'lost';
	}

	/** What is no start line shows at once: bytes of another protocol need not be waited for. */
	#takeStartLine(line: Line, reading: Reading): void {
		const { head, problems } = this.#parse([line]);
		if (head !== null) {
			this.#addLine(line);
			this.#state = 'fields';
			return;
		}
		this.#tellAll(problems, [line], reading);
		this.#state = 'lost';
	}

	#parse(lines: readonly Line[]): ParsedHead<RequestHead | ResponseHead> {
		const texts = lines.map((line) => line.text);
		return this.#sender === 'client' ? parseRequestHead(texts) : parseResponseHead(texts);
	}

	#endFields(reading: Reading): void {
		const lines = this.#takeLines();
		const { head, problems } = this.#parse(lines);
		this.#tellAll(problems, lines, reading);
		const start = lines[0];
		if (head === null || start === undefined) return;
		const framed =
			'method' in head ? this.#startRequest(head, start, reading) : this.#startResponse(head, start, reading);
		if (framed.problem !== null) this.#tell(framed.problem.code, framed.problem.message, start, reading);
		this.#startBody(framed, reading);
	}

	#takeLines(): Line[] {
		const lines = this.#lines;
		this.#lines = [];
		this.#linesBytes = 0;
		return lines;
	}

	#startRequest(head: RequestHead, { offset }: Line, { atUs, events }: Reading): FramedBody {
		events.push({ type: 'request', head, atUs, offset });
		this.#switches = asksToSwitch(head);
		return requestFraming(head);
	}

	#startResponse(head: ResponseHead, { offset }: Line, { atUs, events }: Reading): FramedBody {
		events.push({ type: 'response', head, atUs, offset });
		// RFC 9110 15.2: a 1xx other than 101 is followed by the answer to the same request.
		const interim = head.status < 200 && head.status !== 101;
		const method = interim ? this.#methods[0] : this.#methods.shift();
		return responseFraming(head, method ?? 'GET');
	}

	#startBody({ framing }: FramedBody, reading: Reading): void {
		this.#body = new BodySink(this.#maxBodyBytes);
		this.#leftBytes = framing.kind === 'length' ? framing.length : 0;
		if (framing.kind === 'chunked') this.#state = 'chunk-size';
		else if (framing.kind === 'until-close' || this.#leftBytes > 0) this.#state = framing.kind as State;
		else {
			if (framing.kind === 'switched') this.#switches = true;
			this.#endMessage(reading, framing.kind !== 'unknowable');
			if (framing.kind === 'unknowable') this.#state = 'lost';
		}
	}

	#endMessage(reading: Reading, complete: boolean): void {
		const lines = this.#takeLines();
		const { headers: trailers, problems } = parseFields(lines.map((line) => line.text));
		this.#tellAll(problems, lines, reading);
		const bodyBytes = this.#body.bytes;
		const end = { body: this.#body.take(), bodyBytes, trailers, complete, atUs: reading.atUs };
		this.#state = this.#switches ? 'held' : 'start';
		this.#switches = false;
		reading.events.push({ type: 'message-end', end });
	}

	#tellAll(problems: readonly HeadProblem[], lines: readonly Line[], reading: Reading): void {
		for (const { code, message, line } of problems) {
			this.#tell(code, message, lines[line] ?? { text: '', offset: reading.offset }, reading);
		}
	}

	#tell(code: ViolationCode, message: string, line: Line, { atUs, events }: Reading): void {
		const place = { sender: this.#sender, atUs, offset: line.offset, bytes: latin1Bytes(line.text) };
		events.push({ type: 'violation', violation: violation(code, place, message) });
	}
}
