import type { HttpExchange } from '@refrain/protocol';
import { assembleMessages, type RecordedConnection } from '@refrain/traffic';
import { carriedValues } from './issued-tokens.ts';

/** What a request was held for: a message that the same client sent on its WebSocket meanwhile. */
export interface Cause {
	/** See `messageKey`. */
	readonly key: string;
	/** Microseconds from that message to the response. */
	readonly delayUs: number;
}

/** Names a recorded client message. */
export function messageKey(connectionId: string, n: number): string {
	return `${connectionId} ${n}`;
}

/** Requests that were answered sooner were not held. */
const MIN_HELD_US = 1_000;

/**
 * Long-polling requests that a service held until something happened on a WebSocket of the same client, as Engine.IO does
 * while it upgrades from one to the other. Clients are told apart by the session ids they carry.
 */
export function findCauses(recorded: readonly RecordedConnection[]): Map<HttpExchange, Cause> {
	const sockets = recorded.filter(({ connection }) => connection.handshake?.accepted === true);
	const messages = sockets.map(({ connection, frames }) => ({
		connection,
		values: new Set(connection.handshake === null ? [] : carriedValues(connection.handshake.request)),
		sent: frames.length === 0 ? [] : assembleMessages(frames).filter(({ sender }) => sender === 'client'),
	}));
	const causes = new Map<HttpExchange, Cause>();
	for (const exchange of recorded.flatMap(({ http }) => http)) {
		const { requestAtUs, responseAtUs } = exchange;
		if (responseAtUs === null || responseAtUs - requestAtUs < MIN_HELD_US) continue;
		const own = carriedValues(exchange.request);
		for (const { connection, values, sent } of messages) {
			if (!own.some((value) => values.has(value))) continue;
			const last = sent.findLast(({ atUs }) => atUs >= requestAtUs && atUs <= responseAtUs);
			if (last === undefined) continue;
			causes.set(exchange, { key: messageKey(connection.id, last.n), delayUs: responseAtUs - last.atUs });
		}
	}
	return causes;
}
