import { decodeConnection, type Exchange, pairExchanges, type RecordedConnection } from '@refrain/traffic';
import type { Side } from './comparison.ts';

/** Decodes one side of a connection and says which server message answers which client message. */
export function connectionSide(recorded: RecordedConnection): Side {
	const decodedConnection = decodeConnection(recorded);
	const { messages, decoded } = decodedConnection;
	const exchanges = pairExchanges(recorded, decodedConnection);
	const clientMessages = messages
		.filter(({ sender, type }) => sender === 'client' && (type === 'text' || type === 'binary'))
		.map(({ n }) => n);
	const ordinals = new Map(clientMessages.map((n, ordinal) => [n, ordinal]));
	const exchangeOf = new Map<number, Exchange>();
	const requestOf = new Map<number, number>();
	const pushes = new Set<string>();
	for (const exchange of exchanges) {
		const ordinal = exchange.request === null ? undefined : ordinals.get(exchange.request);
		for (const n of exchange.responses) {
			exchangeOf.set(n, exchange);
			if (ordinal !== undefined) requestOf.set(n, ordinal);
			else pushes.add(decoded[n]?.fingerprint ?? '');
		}
	}
	const { handshake, openedAtUs } = recorded.connection;
	const zeroUs = handshake?.responseAtUs ?? handshake?.requestAtUs ?? openedAtUs;
	return { recorded, messages, decoded, exchanges, clientMessages, exchangeOf, requestOf, pushes, zeroUs };
}
