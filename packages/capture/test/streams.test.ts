import { readFile } from 'node:fs/promises';
import {
	expectedFacts,
	factsOf,
	playTcpStream,
	readTcpStream,
	ScriptedServer,
	type StreamFixture,
	streamFixtures,
	type TcpEvent,
} from '@refrain/testkit';
import { type RecordedConnection, RecordingCollector } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { parseEndpoint, startCapture } from '../src/index.ts';

describe.each(['own', 'third-party'] as const)('%s byte streams', (kind) => {
	const fixtures = streamFixtures(kind);
	it.skipIf(fixtures.length > 0)('are absent', () => expect(kind).toBe('third-party'));

	it.each(fixtures)('$name is relayed unchanged and recorded as its facts say', async (fixture) => {
		await using server = await ScriptedServer.start();
		const sink = new RecordingCollector();
		const capture = await startCapture({
			listeners: [{ mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${server.port}`), port: 0 }],
			recordingId: 'r',
			sink,
		});
		const events = await readTcpStream(fixture.stream);
		const played = await playTcpStream(events, { port: capture.addresses[0]?.port ?? 0, server });
		await capture.stop();

		for (const { connection, client, server: service } of played) {
			expect(client).toEqual(sent(events, connection, 's2c'));
			expect(service).toEqual(sent(events, connection, 'c2s'));
		}
		const stated = await statedFacts(fixture);
		const recorded = byTcpConnection(sink.connections());
		expect(recorded.map(factsOf)).toEqual(stated);
		expect(capture.stats()).toMatchObject({ droppedBytes: 0, droppedFrames: 0, errors: 0, gaps: 0 });
	});
});

function sent(events: readonly TcpEvent[], connection: number, what: 'c2s' | 's2c'): Buffer {
	return Buffer.concat(
		events.filter((event) => event.connection === connection && event.what === what).map(({ bytes }) => bytes),
	);
}

async function statedFacts({ facts }: StreamFixture) {
	const { connections } = JSON.parse(await readFile(facts, 'utf8')) as { connections: Record<string, never>[] };
	return connections.map(expectedFacts);
}

/** One TCP connection may have given several recorded ones; the client's port tells them apart. */
function byTcpConnection(recorded: readonly RecordedConnection[]): RecordedConnection[][] {
	const groups = new Map<string | null, RecordedConnection[]>();
	for (const one of recorded) {
		const address = one.connection.clientAddress;
		groups.set(address, [...(groups.get(address) ?? []), one]);
	}
	return [...groups.values()];
}
