import { type DecodedConnection, decodeConnection } from '../decode-messages.ts';
import type { Exchange, RecordedConnection } from '../model.ts';
import { type Pairing, pairMessages } from './pair-messages.ts';
import type { PairingItem } from './pairing-item.ts';

/** Without the position, which order in time gives. */
type Draft = Omit<Exchange, 'n'> & { atUs: number };

/**
 * The exchanges (RRPairs) of a connection in order of their first message: its HTTP requests, its handshake, and its
 * text and binary messages paired. Control frames belong to none.
 */
export function pairExchanges(
	recorded: RecordedConnection,
	decoded: DecodedConnection = decodeConnection(recorded),
): Exchange[] {
	const items = decoded.messages.map((message, at) => ({ message, decoded: decoded.decoded[at] }) as PairingItem);
	const data = items.filter(({ message }) => message.type === 'text' || message.type === 'binary');
	const drafts = [...httpDrafts(recorded), ...handshakeDrafts(recorded), ...pairMessages(data).map(toDraft)];
	return drafts.sort((a, b) => a.atUs - b.atUs).map(({ atUs: _, ...exchange }, n) => ({ n, ...exchange }));
}

function httpDrafts({ http }: RecordedConnection): Draft[] {
	return http.map(({ n, request, requestAtUs }) => ({
		kind: 'http',
		request: null,
		responses: [],
		http: n,
		channel: null,
		label: `${request.method} ${request.target}`,
		rule: 'http',
		atUs: requestAtUs,
	}));
}

function handshakeDrafts({ connection }: RecordedConnection): Draft[] {
	if (connection.handshake === null) return [];
	const { request, requestAtUs } = connection.handshake;
	return [
		{
			kind: 'handshake',
			request: null,
			responses: [],
			http: null,
			channel: null,
			label: `${request.method} ${request.target}`,
			rule: 'handshake',
			atUs: requestAtUs,
		},
	];
}

function toDraft({ request, responses, subject, rule }: Pairing): Draft {
	return {
		kind: request === null ? 'push' : responses.length > 0 ? 'reply' : 'unanswered',
		request: request === null ? null : request.message.n,
		responses: responses.map(({ message }) => message.n),
		http: null,
		channel: subject.decoded.channel,
		label: subject.decoded.kind,
		rule,
		atUs: (request ?? responses[0] ?? subject).message.firstAtUs,
	};
}
