import type { HttpExchange, RequestHead } from '@refrain/protocol';
import type { RecordedConnection } from '@refrain/traffic';
import { type Cause, findCauses } from './causes.ts';
import { ClientSession, variantOf } from './client-session.ts';
import { carriedValues, findIssuedTokens } from './issued-tokens.ts';

export interface HttpRequest extends RequestHead {
	readonly body: Uint8Array;
}

export interface HttpAnswer {
	readonly exchange: HttpExchange;
	/** Whose answer it is: gives the texts their live form. */
	readonly session: ClientSession;
	/** The recorded service held the request until this. */
	readonly cause: Cause | null;
}

interface Candidate {
	readonly exchange: HttpExchange;
	readonly method: string;
	readonly url: URL;
}

/** The HTTP side of a recording: which exchange answers a request, for each client in the recorded order. */
export class HttpPlan {
	readonly #candidates: readonly Candidate[];
	readonly #issued: ReadonlyMap<HttpExchange, readonly string[]>;
	readonly #causes: ReadonlyMap<HttpExchange, Cause>;
	readonly #sessions = new Map<string, ClientSession>();
	/** Of all clients that were given no session id. */
	readonly #common = new ClientSession();
	#given = 0;

	constructor(recorded: readonly RecordedConnection[]) {
		this.#candidates = recorded
			.flatMap(({ http }) => http)
			.filter(({ response }) => response !== null)
			.sort((a, b) => a.requestAtUs - b.requestAtUs)
			.map((exchange) => ({
				exchange,
				method: exchange.request.method,
				url: new URL(exchange.request.target, 'http://mock'),
			}));
		this.#issued = findIssuedTokens(recorded);
		this.#causes = findCauses(recorded);
	}

	get size(): number {
		return this.#candidates.length;
	}

	/** 'GET /health', each once. */
	get addresses(): string[] {
		return [...new Set(this.#candidates.map(({ method, url }) => `${method} ${url.pathname}`))];
	}

	/** The client that a request or handshake comes from, as far as it shows a session id that the mock gave out. */
	sessionOf(request: Pick<RequestHead, 'target' | 'headers'>): ClientSession {
		for (const value of carriedValues(request)) {
			const session = this.#sessions.get(value);
			if (session !== undefined) return session;
		}
		return this.#common;
	}

	/** The likest recorded exchange; of equally like ones the first that this client has not had. Null when there is none. */
	answer(request: HttpRequest): HttpAnswer | null {
		const session = this.sessionOf(request);
		const url = new URL(session.toRecorded(request.target), 'http://mock');
		const known = this.#candidates.filter(
			({ method, url: recorded }) => method === request.method && recorded.pathname === url.pathname,
		);
		if (known.length === 0) return null;
		const scores = known.map((candidate) => likeness(candidate, url, request.body));
		const best = Math.max(...scores);
		const likest = known.filter((_, index) => scores[index] === best).map(({ exchange }) => exchange);
		const exchange = nextOf(likest, session);
		const tokens = this.#issued.get(exchange);
		const cause = this.#causes.get(exchange) ?? null;
		return { exchange, session: tokens === undefined ? session : this.#open(tokens), cause };
	}

	#open(tokens: readonly string[]): ClientSession {
		const live = tokens.map((token) => [token, variantOf(token, this.#given)] as const);
		this.#given += 1;
		const session = new ClientSession(new Map(live));
		for (const [, token] of live) this.#sessions.set(token, session);
		return session;
	}
}

/** After all were had, they come again in order. */
function nextOf(exchanges: readonly HttpExchange[], { used }: ClientSession): HttpExchange {
	const unused = exchanges.find((exchange) => !used.has(exchange));
	if (unused === undefined) for (const exchange of exchanges) used.delete(exchange);
	const next = unused ?? (exchanges[0] as HttpExchange);
	used.add(next);
	return next;
}

/** Which parameters there are tells more than their values, of which some are new on every request. */
function likeness({ exchange, url }: Candidate, asked: URL, body: Uint8Array): number {
	let score = 0;
	for (const name of new Set([...url.searchParams.keys(), ...asked.searchParams.keys()])) {
		score += url.searchParams.has(name) === asked.searchParams.has(name) ? 4 : -4;
		if (url.searchParams.get(name) === asked.searchParams.get(name)) score += 1;
	}
	const { requestBody } = exchange;
	const sameBody = requestBody.length === body.length && requestBody.every((byte, at) => byte === body[at]);
	return score + (sameBody ? 6 : 0);
}
