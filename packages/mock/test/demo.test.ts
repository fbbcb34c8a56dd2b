import { runDemoClient, startDemo } from '@refrain/demo';
import type { Snapshot } from '@refrain/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { record } from './record.ts';

let snapshot: Snapshot;

beforeAll(async () => {
	await using demo = await startDemo({ build: 'correct', pushMs: 100, seed: 1 });
	snapshot = await record(demo.url, (url) => runDemoClient({ url, intervalMs: 250, messages: 2 }));
});

describe('the demo, recorded and served', () => {
	it('satisfies its own client', async () => {
		await using mock = await startMock({ snapshot });
		const result = await runDemoClient({ url: `${mock.url}/ws`, intervalMs: 250, messages: 2 });
		expect(result.closeCode).toBe(1000);
		expect(mock.stats()).toMatchObject({ hits: 5, misses: 0, hitRate: 1, replies: 5, connections: 1, http: 1 });
	});

	it('echoes what the client says, not what was recorded', async () => {
		await using mock = await startMock({ snapshot });
		await using client = await TestClient.open(`${mock.url}/ws`);
		const said = { timestamp: new Date().toISOString(), content: 'Something else', type: 'client_message' };
		client.send(said);
		const echo = await client.json(({ type }) => type === 'echo');
		expect(echo).toEqual({ type: 'echo', original: said, timestamp: expect.any(String) });
		expect(client.received[0]).toContain('"type":"connection"');
	});

	it('pushes at recorded offsets and twice as fast when told', async () => {
		await using mock = await startMock({ snapshot, options: { speed: 2 } });
		await using client = await TestClient.open(`${mock.url}/ws`);
		await client.until(() => client.received.length >= 4);
		const planned = mock.entries
			.filter(({ result }) => result === 'push')
			.map(({ plannedDelayUs }) => plannedDelayUs ?? 0);
		expect(planned[0]).toBeLessThan(25_000);
		expect((planned[2] ?? 0) - (planned[1] ?? 0)).toBeGreaterThan(25_000);
		expect((planned[2] ?? 0) - (planned[1] ?? 0)).toBeLessThan(75_000);
	});

	it('keeps two clients apart', async () => {
		await using mock = await startMock({ snapshot, options: { latency: { mode: 'none' } } });
		await using one = await TestClient.open(`${mock.url}/ws`);
		await using two = await TestClient.open(`${mock.url}/ws`);
		for (let n = 0; n < 20; n++) {
			one.send({ type: 'client_message', content: `one ${n}`, timestamp: new Date().toISOString() });
			two.send({ type: 'client_message', content: `two ${n}`, timestamp: new Date().toISOString() });
		}
		const echoes = (client: TestClient) =>
			client.received
				.map((text) => JSON.parse(String(text)))
				.filter(({ type }) => type === 'echo')
				.map(({ original }) => original.content);
		await Promise.all([one.until(() => echoes(one).length === 20), two.until(() => echoes(two).length === 20)]);
		expect(echoes(one)).toEqual(Array.from({ length: 20 }, (_, n) => `one ${n}`));
		expect(echoes(two)).toEqual(Array.from({ length: 20 }, (_, n) => `two ${n}`));
	});

	it('answers pings once, echoes the close code, and serves HTTP beside it', async () => {
		await using mock = await startMock({ snapshot });
		await using client = await TestClient.open(`${mock.url}/ws`);
		client.socket.ping('one');
		await client.until(() => client.pongs.length > 0);
		client.socket.close(4321, 'mine');
		expect((await client.closed).code).toBe(4321);
		expect(client.pongs).toEqual(['one']);
		const health = await fetch(`http://127.0.0.1:${mock.port}/health`);
		expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ service: 'refrain-demo' })]);
	});

	it('tells which recorded messages a miss came close to', async () => {
		await using mock = await startMock({ snapshot, options: { noMatch: { action: 'silent' } } });
		await using client = await TestClient.open(`${mock.url}/ws`);
		client.send({ type: 'order', content: 'Message #1' });
		client.socket.ping();
		await client.until(() => client.pongs.length > 0);
		const miss = mock.entries.find(({ decision }) => decision === 'NO_MATCH');
		expect(miss).toMatchObject({ result: 'miss', kind: 'order', reason: 'kind order was never recorded on this path' });
		expect(miss?.nearest).toHaveLength(3);
		const [nearest] = miss?.nearest ?? [];
		expect(nearest?.kind).toBe('client_message');
		expect(nearest?.differences).toContainEqual({ path: '$.type', recorded: 'client_message', received: 'order' });
	});
});
