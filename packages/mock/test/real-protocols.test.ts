import { decodeConnection, type RecordedConnection, type Snapshot } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import type { Command } from '../src/connection/command.ts';
import { MockConnection } from '../src/connection/mock-connection.ts';
import { mergePolling } from '../src/engine-io/merge-polling.ts';
import { seededRandom } from '../src/faults/seeded-random.ts';
import { parseMockOptions } from '../src/mock-options.ts';
import { MockPlan } from '../src/script/mock-plan.ts';
import { fixtureSnapshot } from './fixture-snapshot.ts';

const PROTOCOLS = ['graphql-ws', 'ocpp16', 'jsonrpc', 'socketio', 'phoenix', 'stomp', 'wamp', 'trpc', 'sharedb'];

/** Changes texts as another run of the same client would: other ids. */
type Rename = (text: string) => string;
const same: Rename = (text) => text;

interface Played {
	sent: string[];
	expected: string[];
	misses: string[];
}

/** Plays the client's side of a recorded connection, at its recorded times, against a mock of the whole recording. */
function playAgainstMock(plan: MockPlan, recorded: RecordedConnection, rename: Rename): Played | null {
	const { handshake, openedAtUs } = recorded.connection;
	const route = handshake === null ? null : plan.route(handshake.request);
	if (handshake === null || route?.type !== 'accept') return null;
	const { script, scripts } = route;
	const startedAtUs = handshake.responseAtUs ?? openedAtUs;
	const mock = new MockConnection({
		script,
		scripts,
		matcher: () => plan.matcherFor(scripts),
		options: () => plan.options,
		pushedAnyway: () => plan.pushFingerprints(scripts),
		subprotocol: handshake.subprotocol,
		number: 1,
		world: { counters: new Map(), random: seededRandom(1) },
		openedAtUs: startedAtUs,
	});
	const commands: Command[] = [];
	const advance = (untilUs: number) => {
		for (let dueUs = mock.nextDueUs; dueUs !== null && dueUs <= untilUs; dueUs = mock.nextDueUs) {
			commands.push(...mock.advance(dueUs));
		}
	};
	const { messages } = decodeConnection(recorded);
	for (const { sender, type, payload, atUs } of messages) {
		if (sender !== 'client') continue;
		advance(atUs - 1);
		const renamed = type === 'text' ? Buffer.from(rename(Buffer.from(payload).toString())) : payload;
		commands.push(...mock.receive({ type, payload: renamed }, atUs));
	}
	advance(Number.MAX_SAFE_INTEGER);
	const isData = (type: string) => type === 'text' || type === 'binary';
	return {
		sent: commands.flatMap((command) =>
			command.type === 'send' && isData(command.messageType) ? [Buffer.from(command.payload).toString()] : [],
		),
		expected: messages
			.filter(({ sender, type, incomplete }) => sender === 'server' && isData(type) && !incomplete)
			.map(({ payload }) => rename(Buffer.from(payload).toString())),
		misses: commands.flatMap(({ entry }) => (entry.decision === 'NO_MATCH' ? [entry.kind] : [])),
	};
}

async function playAll(protocol: string, rename: Rename = same): Promise<Played[]> {
	const snapshot = await fixtureSnapshot(protocol);
	const plan = new MockPlan([snapshot], parseMockOptions({ noMatch: { action: 'silent' } }));
	const played = mergePolling(snapshot.connections).connections.map((recorded) =>
		playAgainstMock(plan, recorded, rename),
	);
	return played.filter((one) => one !== null);
}

describe('real protocols, each client played against a mock of its own recording', () => {
	it.each(PROTOCOLS)('%s: gets every message that the service sent', async (protocol) => {
		const played = await playAll(protocol);
		expect(played.length).toBeGreaterThan(0);
		for (const { sent, expected, misses } of played) {
			expect(misses).toEqual([]);
			// Answers and pushes of one moment may change places.
			expect(sent.toSorted()).toEqual(expected.toSorted());
		}
	});

	it.each(['graphql-ws', 'ocpp16'])('%s: gets the ids that it makes up anew', async (protocol) => {
		const uuids = /[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;
		const snapshot = await fixtureSnapshot(protocol);
		const own = new Set(
			snapshot.connections
				.flatMap((recorded) => decodeConnection(recorded).messages)
				.filter(({ sender, type }) => sender === 'client' && type === 'text')
				.flatMap(({ payload }) => Buffer.from(payload).toString().match(uuids) ?? []),
		);
		for (const { sent, expected, misses } of await playAll(protocol, (text) =>
			text.replace(uuids, (uuid, tail) => (own.has(uuid) && !isServers(snapshot, uuid) ? `feedbeef${tail}` : uuid)),
		)) {
			expect(misses).toEqual([]);
			expect(sent.toSorted()).toEqual(expected.toSorted());
		}
	});

	it('jsonrpc: gets its own ids when it counts from elsewhere', async () => {
		const shift: Rename = (text) => text.replace(/"id":(\d+)/g, (_, id) => `"id":${Number(id) + 1000}`);
		for (const { sent, expected, misses } of await playAll('jsonrpc', shift)) {
			expect(misses).toEqual([]);
			expect(sent.toSorted()).toEqual(expected.toSorted());
		}
	});
});

/** Ids that the server made up first are the recorded ones in a mock too. */
function isServers(snapshot: Snapshot, uuid: string): boolean {
	const first = snapshot.connections
		.flatMap((recorded) => decodeConnection(recorded).messages)
		.find(({ payload }) => Buffer.from(payload).includes(uuid));
	return first?.sender === 'server';
}
