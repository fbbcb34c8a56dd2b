import type { ServerResponse } from 'node:http';
import type { RequestHead } from '@refrain/protocol';
import { readEngineQuery } from '../engine-io/payload.ts';
import { variantOf } from '../http/client-session.ts';
import { EngineIoTransport } from './engine-io-transport.ts';
import type { Transport, TransportEvents } from './transport.ts';

export interface PollingContext {
	/** Paths on which polling was recorded. */
	readonly paths: ReadonlySet<string>;
	/** Begins to serve a client; gives false when nothing was recorded for it. */
	readonly open: (connect: (events: TransportEvents, recordedSid: string) => Transport) => boolean;
}

/** The Engine.IO clients of a mock that began with polling. */
export class EngineIoSessions {
	readonly #sessions = new Map<string, EngineIoTransport>();

	/**
	 * Deals with a polling request. False when the request is none, or for a path on which no polling was recorded.
	 */
	answer(
		{ method, target, body }: Pick<RequestHead, 'method' | 'target'> & { body: Uint8Array },
		response: ServerResponse,
		{ paths, open }: PollingContext,
	): boolean {
		const query = readEngineQuery(target);
		if (query?.transport !== 'polling' || !paths.has(target.split('?')[0] ?? '')) return false;
		if (query.sid === null)
			return method === 'GET' && open((events, recordedSid) => this.#open(events, recordedSid, response));
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

	#open(events: TransportEvents, recordedSid: string, response: ServerResponse): EngineIoTransport {
		// The recorded id while it is free, so that a replay which sends it as recorded is understood.
		let number = 0;
		while (this.#sessions.has(variantOf(recordedSid, number))) number += 1;
		const sid = variantOf(recordedSid, number);
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
