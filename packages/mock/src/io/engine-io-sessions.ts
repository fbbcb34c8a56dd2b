import type { ServerResponse } from 'node:http';
import type { RequestHead } from '@refrain/protocol';
import { readEngineQuery } from '../engine-io/payload.ts';
import { EngineIoTransport } from './engine-io-transport.ts';
import type { Transport, TransportEvents } from './transport.ts';

/** The Engine.IO clients of a mock that began with polling. */
export class EngineIoSessions {
	readonly #sessions = new Map<string, EngineIoTransport>();
	#opened = 0;

	/**
	 * Deals with a polling request. `open` begins to serve a new client. False when the request is none, or for a path on
	 * which no polling was recorded.
	 */
	answer(
		{ method, target, body }: Pick<RequestHead, 'method' | 'target'> & { body: Uint8Array },
		response: ServerResponse,
		{ paths, open }: { paths: ReadonlySet<string>; open: (connect: (events: TransportEvents) => Transport) => boolean },
	): boolean {
		const query = readEngineQuery(target);
		if (query?.transport !== 'polling' || !paths.has(target.split('?')[0] ?? '')) return false;
		if (query.sid === null) return method === 'GET' && open((events) => this.#open(events, response));
		const session = this.#sessions.get(query.sid);
		if (session === undefined) {
			response.writeHead(400, { 'content-type': 'application/json' });
			response.end('{"code":1,"message":"Session ID unknown"}');
		} else if (method === 'POST') session.post(body, response);
		else session.poll(response);
		return true;
	}

	/** The polling client that a handshake belongs to; null for clients that begin with a WebSocket. */
	sessionOf(target: string): EngineIoTransport | null {
		const sid = readEngineQuery(target)?.sid ?? null;
		return sid === null ? null : (this.#sessions.get(sid) ?? null);
	}

	#open(events: TransportEvents, response: ServerResponse): EngineIoTransport {
		this.#opened += 1;
		const sid = `refrain-${this.#opened.toString(36).padStart(8, '0')}AAAA`;
		const session = new EngineIoTransport(sid, {
			...events,
			onEnd: () => {
				this.#sessions.delete(sid);
				events.onEnd();
			},
		});
		this.#sessions.set(sid, session);
		session.poll(response);
		return session;
	}
}
