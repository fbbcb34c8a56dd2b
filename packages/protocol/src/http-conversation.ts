import { latin1Bytes } from './ascii.ts';
import { NO_BYTES } from './byte-buffer.ts';
import type { ConversationEvent, HttpExchange, RequestHead, ResponseHead, Sender } from './events.ts';
import { type HandshakeProblem, isUpgradeRequest, judgeUpgradeRequest, judgeUpgradeResponse } from './handshake.ts';
import { headerValue, headerValues } from './http-headers.ts';
import { type HeldBytes, type HttpEvent, type HttpMessageEnd, HttpParser } from './http-parser.ts';
import { violation } from './violations.ts';

/** A request on its way to its response. */
interface Pending {
	exchange: HttpExchange;
	requestEnded: boolean;
	responseEnded: boolean;
}

/** Pairs requests with responses (RFC 9112 9.2: in order) until a 101 to a WebSocket handshake. */
export class HttpConversation {
	readonly #requests: HttpParser;
	readonly #responses: HttpParser;
	readonly #pending: Pending[] = [];
	/** The newest request: its body may still be arriving when its response is over. */
	#arriving: Pending | null = null;
	#count = 0;
	#accepted: ResponseHead | null = null;
	#received: Record<Sender, number> = { client: 0, server: 0 };

	constructor(maxBodyBytes: number | undefined) {
		const limits = maxBodyBytes === undefined ? {} : { maxBodyBytes };
		this.#requests = new HttpParser({ side: 'request', ...limits });
		this.#responses = new HttpParser({ side: 'response', ...limits });
	}

	/** The 101 that made the connection a WebSocket, or null. */
	get accepted(): ResponseHead | null {
		return this.#accepted;
	}

	push(sender: Sender, bytes: Uint8Array, atUs: number): ConversationEvent[] {
		this.#received[sender] += bytes.length;
		const out: ConversationEvent[] = [];
		this.#takeAll(this.#parser(sender).push(bytes, atUs), sender, out);
		return out;
	}

	end(sender: Sender, atUs: number): ConversationEvent[] {
		const out: ConversationEvent[] = [];
		this.#takeAll(this.#parser(sender).end(atUs), sender, out);
		return out;
	}

	/** The connection is over: ends both halves and gives out what has not been answered. */
	finish(atUs: number): ConversationEvent[] {
		const out = [...this.end('client', atUs), ...this.end('server', atUs)];
		for (const sender of ['client', 'server'] as const) this.#tellHeld(sender, atUs, out);
		for (const pending of this.#pending.splice(0)) this.#emit(pending, atUs, out);
		return out;
	}

	/** The recording is over: as `finish`, but what is cut here is not the peers' doing. */
	stop(atUs: number): ConversationEvent[] {
		return this.finish(atUs).filter((event) => event.type !== 'violation');
	}

	/** Bytes that stand behind the handshake. */
	takeHeld(sender: Sender): HeldBytes[] {
		return this.#parser(sender).takeHeld();
	}

	/** Bytes of this sender that could not be read as HTTP. */
	undecodedBytes(sender: Sender): number {
		return this.#parser(sender).undecodedBytes;
	}

	/** How many bytes of this sender are HTTP, given that the rest is held. */
	headBytes(sender: Sender): number {
		return this.#received[sender] - this.#parser(sender).heldBytes;
	}

	#parser(sender: Sender): HttpParser {
		return sender === 'client' ? this.#requests : this.#responses;
	}

	#takeAll(events: HttpEvent[], sender: Sender, out: ConversationEvent[]): void {
		for (const event of events) {
			if (event.type === 'violation') out.push(event);
			else if (event.type === 'request') this.#startRequest(event.head, event, out);
			else if (event.type === 'response') this.#startResponse(event.head, event, out);
			else if (sender === 'client') this.#endRequest(event.end, out);
			else this.#endResponse(event.end, out);
		}
	}

	#startRequest(request: RequestHead, at: HeadPlace, out: ConversationEvent[]): void {
		const exchange = newExchange(this.#count++, request, at.atUs);
		this.#arriving = { exchange, requestEnded: false, responseEnded: false };
		this.#pending.push(this.#arriving);
		this.#responses.expect(request.method);
		if (!isUpgradeRequest(request)) return;
		out.push({ type: 'handshake-request', request, atUs: at.atUs });
		tellAll(judgeUpgradeRequest(request), { sender: 'client', head: request, ...at }, out);
	}

	#endRequest(end: HttpMessageEnd, out: ConversationEvent[]): void {
		const pending = this.#arriving;
		if (pending === null) return;
		this.#arriving = null;
		pending.requestEnded = true;
		const { exchange } = pending;
		exchange.requestBody = end.body;
		exchange.requestBodyBytes = end.bodyBytes;
		if (end.bodyBytes > end.body.length) exchange.truncated = true;
		if (!isUpgradeRequest(exchange.request)) out.push({ type: 'http-request', exchange: { ...exchange } });
		this.#emitDone(end.atUs, out);
	}

	#startResponse(response: ResponseHead, at: HeadPlace, out: ConversationEvent[]): void {
		// RFC 9110 15.2: an interim response answers nothing yet.
		if (response.status < 200 && response.status !== 101) return;
		const place = { sender: 'server' as const, head: response, ...at };
		const pending = this.#pending.find((candidate) => !candidate.responseEnded);
		if (pending === undefined) {
			const message = `A response with status ${response.status} came while no request was open.`;
			tellAll([{ code: 'response-without-request', message, field: null }], place, out);
			return;
		}
		const { exchange } = pending;
		exchange.response = response;
		exchange.responseAtUs = at.atUs;
		if (response.status !== 101) return;
		if (isUpgradeRequest(exchange.request)) tellAll(judgeUpgradeResponse(exchange.request, response), place, out);
		else if (headerValue(exchange.request.headers, 'upgrade') === null) {
			const message = 'The server switched protocols, which the request did not ask for.';
			tellAll([{ code: 'unexpected-switching-protocols', message, field: 'Upgrade' }], place, out);
		}
	}

	#endResponse(end: HttpMessageEnd, out: ConversationEvent[]): void {
		const pending = this.#pending.find((candidate) => !candidate.responseEnded);
		const response = pending?.exchange.response ?? null;
		if (pending === undefined || response === null) {
			// An interim response, or one that nothing asked for; behind the latter kind of a 101 is no HTTP.
			if (this.#responses.switched) this.#responses.discard();
			return;
		}
		pending.responseEnded = true;
		const { exchange } = pending;
		exchange.responseBody = end.body;
		exchange.responseBodyBytes = end.bodyBytes;
		exchange.endedAtUs = end.atUs;
		if (end.bodyBytes > end.body.length) exchange.truncated = true;
		this.#emitDone(end.atUs, out);
		if (!this.#responses.switched) {
			// A refusal: what the client sent meanwhile is HTTP.
			this.#takeAll(this.#requests.resume(), 'client', out);
		} else if (!isUpgradeRequest(exchange.request)) {
			// RFC 9110 7.8, 9.3.6: another protocol or a tunnel; its bytes pass unread.
			this.#requests.discard();
			this.#responses.discard();
		}
	}

	#emitDone(atUs: number, out: ConversationEvent[]): void {
		for (let first = this.#pending[0]; first?.requestEnded && first.responseEnded; first = this.#pending[0]) {
			this.#pending.shift();
			this.#emit(first, atUs, out);
		}
	}

	#emit({ exchange, responseEnded }: Pending, atUs: number, out: ConversationEvent[]): void {
		if (!isUpgradeRequest(exchange.request)) {
			out.push({ type: 'http', exchange: { ...exchange, endedAtUs: exchange.endedAtUs ?? atUs } });
			return;
		}
		const { request, requestAtUs, response, responseBody, responseAtUs } = exchange;
		const accepted = response?.status === 101 && responseEnded;
		if (accepted) this.#accepted = response;
		const headers = response?.headers ?? [];
		const subprotocol = headerValue(headers, 'sec-websocket-protocol');
		const extensions = headerValue(headers, 'sec-websocket-extensions');
		out.push({
			type: 'handshake',
			handshake: { request, requestAtUs, response, responseAtUs, responseBody, accepted, subprotocol, extensions },
		});
	}

	#tellHeld(sender: Sender, atUs: number, out: ConversationEvent[]): void {
		const size = this.#parser(sender).heldBytes;
		const first = this.#parser(sender).takeHeld()[0];
		if (first === undefined) return;
		const message = `${size} bytes follow a request to change protocols that was not answered; they could not be read.`;
		const place = { sender, atUs, offset: first.offset, bytes: first.bytes };
		out.push({ type: 'violation', violation: violation('undecoded-http-bytes', place, message) });
	}
}

interface HeadPlace {
	atUs: number;
	offset: number;
}

/** A handshake problem is placed at the head that has it; its bytes are the header that is wrong. */
function tellAll(
	problems: readonly HandshakeProblem[],
	{ sender, head, atUs, offset }: HeadPlace & { sender: Sender; head: RequestHead | ResponseHead },
	out: ConversationEvent[],
): void {
	for (const { code, message, field } of problems) {
		const values = field === null ? [] : headerValues(head.headers, field);
		const bytes = latin1Bytes(values.map((value) => `${field}: ${value}`).join('\r\n'));
		out.push({ type: 'violation', violation: violation(code, { sender, atUs, offset, bytes }, message) });
	}
}

function newExchange(n: number, request: RequestHead, requestAtUs: number): HttpExchange {
	return {
		n,
		request,
		requestBody: NO_BYTES,
		requestAtUs,
		response: null,
		responseBody: NO_BYTES,
		responseAtUs: null,
		endedAtUs: null,
		truncated: false,
		requestBodyBytes: 0,
		responseBodyBytes: 0,
	};
}
