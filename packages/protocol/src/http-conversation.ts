import { NO_BYTES } from './byte-buffer.ts';
import type { ConversationEvent, HttpExchange, RequestHead, ResponseHead, Sender } from './events.ts';
import { type HandshakeProblem, isUpgradeRequest, judgeUpgradeRequest, judgeUpgradeResponse } from './handshake.ts';
import { headerValue } from './http-headers.ts';
import { type HeldBytes, type HttpEvent, type HttpMessageEnd, HttpParser } from './http-parser.ts';
import { type ViolationCode, violation } from './violations.ts';

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

	/** Nothing more comes: gives out what has not been answered. */
	stop(atUs: number): ConversationEvent[] {
		const out: ConversationEvent[] = [];
		for (const pending of this.#pending.splice(0)) this.#emit(pending, atUs, out);
		return out;
	}

	/** Bytes that stand behind the handshake. */
	takeHeld(sender: Sender): HeldBytes[] {
		return this.#parser(sender).takeHeld();
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
			else if (event.type === 'request') this.#startRequest(event.head, event.atUs, out);
			else if (event.type === 'response') this.#startResponse(event.head, event.atUs, out);
			else if (sender === 'client') this.#endRequest(event.end, out);
			else this.#endResponse(event.end, out);
		}
	}

	#startRequest(request: RequestHead, requestAtUs: number, out: ConversationEvent[]): void {
		const exchange = newExchange(this.#count++, request, requestAtUs);
		this.#arriving = { exchange, requestEnded: false, responseEnded: false };
		this.#pending.push(this.#arriving);
		this.#responses.expect(request.method);
		if (!isUpgradeRequest(request)) return;
		out.push({ type: 'handshake-request', request, atUs: requestAtUs });
		this.#tellAll(judgeUpgradeRequest(request), 'client', requestAtUs, out);
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

	#startResponse(response: ResponseHead, atUs: number, out: ConversationEvent[]): void {
		const pending = this.#pending.find((candidate) => !candidate.responseEnded);
		if (pending === undefined) {
			const message = `A response with status ${response.status} came while no request was open.`;
			this.#tellAll([{ code: 'response-without-request', message }], 'server', atUs, out);
			return;
		}
		pending.exchange.response = response;
		pending.exchange.responseAtUs = atUs;
		if (response.status === 101) this.#switch(pending, response, out);
	}

	#switch(pending: Pending, response: ResponseHead, out: ConversationEvent[]): void {
		const { request, responseAtUs } = pending.exchange;
		const atUs = responseAtUs ?? 0;
		if (isUpgradeRequest(request)) {
			this.#accepted = response;
			this.#tellAll(judgeUpgradeResponse(request, response), 'server', atUs, out);
		} else if (headerValue(request.headers, 'upgrade') === null) {
			const message = 'The server switched protocols, which the request did not ask for.';
			this.#tellAll([{ code: 'unexpected-switching-protocols', message }], 'server', atUs, out);
		}
	}

	#endResponse(end: HttpMessageEnd, out: ConversationEvent[]): void {
		const pending = this.#pending.find((candidate) => !candidate.responseEnded);
		const status = pending?.exchange.response?.status;
		if (pending === undefined || status === undefined) return;
		// RFC 9110 15.2: an interim response answers nothing yet.
		if (status < 200 && status !== 101) return;
		pending.responseEnded = true;
		const { exchange } = pending;
		exchange.responseBody = end.body;
		exchange.responseBodyBytes = end.bodyBytes;
		exchange.endedAtUs = end.atUs;
		if (end.bodyBytes > end.body.length) exchange.truncated = true;
		this.#emitDone(end.atUs, out);
		// A refusal: what the client sent meanwhile is HTTP.
		if (status !== 101) this.#takeAll(this.#requests.resume(), 'client', out);
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
		const { request, requestAtUs, responseBody, responseAtUs } = exchange;
		const response = exchange.response;
		const accepted = response?.status === 101 && responseEnded;
		const headers = response?.headers ?? [];
		out.push({
			type: 'handshake',
			handshake: {
				request,
				requestAtUs,
				response,
				responseAtUs,
				responseBody,
				accepted,
				subprotocol: headerValue(headers, 'sec-websocket-protocol'),
				extensions: headerValue(headers, 'sec-websocket-extensions'),
			},
		});
	}

	#tellAll(problems: HandshakeProblem[], sender: Sender, atUs: number, out: ConversationEvent[]): void {
		for (const { code, message } of problems) this.#tell(code, message, { sender, atUs }, out);
	}

	#tell(
		code: ViolationCode,
		message: string,
		{ sender, atUs }: { sender: Sender; atUs: number },
		out: ConversationEvent[],
	) {
		const place = { sender, atUs, offset: 0, bytes: NO_BYTES };
		out.push({ type: 'violation', violation: violation(code, place, message) });
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
