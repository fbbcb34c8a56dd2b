import type { RecordedConnection, Snapshot } from '@refrain/traffic';
import { alignMessages } from '../align/align-messages.ts';
import { displaced } from '../align/displaced.ts';
import type { ConnectionOutcome, ObservedReplay } from '../observed-replay.ts';
import { compareClose, compareHandshakes, compareHttp } from './compare-facts.ts';
import type { Comparison, ConnectionComparison, FactsPair, MessagePair, Side } from './comparison.ts';
import { connectionSide } from './connection-side.ts';
import { markFollowing } from './following.ts';
import { messageDifferences, type ReadMessage } from './message-differences.ts';

/**
 * Lays a replay beside the snapshot it played: decodes both, matches messages, finds every difference. No rule takes part, so one
 * comparison serves any number of judgements.
 */
export function compare(expected: Snapshot, observed: ObservedReplay): Comparison {
	const recorded = new Map(observed.connections.map((one) => [one.connection.id, one]));
	const outcomes = new Map(observed.outcome.connections.map((one) => [one.expectedId, one]));
	const connections = expected.connections.map((connection) => {
		const outcome = outcomes.get(connection.connection.id) ?? notStarted(connection.connection.id);
		const played = outcome.observedId === null ? undefined : recorded.get(outcome.observedId);
		return compareConnection(connection, played, outcome);
	});
	markFollowing(connections);
	return { outcome: observed.outcome, connections };
}

function notStarted(expectedId: string): ConnectionOutcome {
	return { expectedId, observedId: null, state: 'not-started', error: 'the replay ended before it', waitedInVain: [] };
}

function compareConnection(
	recorded: RecordedConnection,
	played: RecordedConnection | undefined,
	outcome: ConnectionOutcome,
): ConnectionComparison {
	const expected = connectionSide(recorded);
	const observed = played === undefined ? null : connectionSide(played);
	const { handshake } = recorded.connection;
	return {
		outcome,
		expected,
		observed,
		...comparePayloads(expected, observed),
		handshake: handshake === null ? null : compareHandshakes(handshake, played?.connection.handshake ?? null),
		http: compareRequests(recorded, played),
		close: compareClose(expected, observed),
	};
}

function comparePayloads(expected: Side, observed: Side | null): Pick<ConnectionComparison, 'pairs' | 'unexpected'> {
	const pairs = new Map<number, MessagePair>();
	const missing = (n: number) =>
		pairs.set(n, { expected: n, observed: null, differences: [], moved: false, displaced: false });
	if (observed === null) {
		for (const n of expected.exchangeOf.keys()) missing(n);
		return { pairs, unexpected: [] };
	}
	const alignment = alignMessages(expected, observed);
	for (const n of alignment.missing) missing(n);
	for (const [n, match] of alignment.matched) {
		const differences = messageDifferences(read(expected, n), read(observed, match.observed));
		pairs.set(n, { expected: n, observed: match.observed, differences, moved: match.moved, displaced: false });
	}
	markDisplaced(pairs, expected);
	const unexpected = alignment.unexpected.map((n) => ({
		expected: null,
		observed: n,
		differences: [],
		moved: false,
		displaced: false,
	}));
	return { pairs, unexpected };
}

function markDisplaced(pairs: ReadonlyMap<number, MessagePair>, { decoded }: Side): void {
	const channels = new Map<string | null, MessagePair[]>();
	for (const pair of [...pairs.values()].sort((a, b) => (a.expected ?? 0) - (b.expected ?? 0))) {
		if (pair.observed === null || pair.expected === null) continue;
		const channel = decoded[pair.expected]?.channel ?? null;
		const known = channels.get(channel);
		if (known === undefined) channels.set(channel, [pair]);
		else known.push(pair);
	}
	for (const inOrder of channels.values()) {
		for (const index of displaced(inOrder.map(({ observed }) => observed as number))) {
			(inOrder[index] as MessagePair).displaced = true;
		}
	}
}

function read(side: Side, n: number): ReadMessage {
	return { message: side.messages[n], decoded: side.decoded[n] } as ReadMessage;
}

function compareRequests(recorded: RecordedConnection, played: RecordedConnection | undefined): Map<number, FactsPair> {
	return new Map(recorded.http.map((exchange) => [exchange.n, compareHttp(exchange, played?.http[exchange.n])]));
}
