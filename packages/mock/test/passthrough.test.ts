import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { serve } from './record.ts';
import { connection, snapshot } from './transcript.ts';

const recorded = snapshot(
	connection([
		['server', 1, { type: 'tick', n: 0 }],
		['client', 2, { type: 'ask', n: 1 }],
		['server', 3, { type: 'answer', from: 'recording' }],
	]),
);

describe('passthrough', () => {
	it('asks the real service for this message only, with the client’s credentials', async () => {
		const heard: unknown[] = [];
		await using service = await serve((socket) => {
			// What the service pushes by itself is in the recording and does not come twice.
			socket.send(JSON.stringify({ type: 'tick', n: 100 }));
			socket.on('message', (data) => {
				heard.push(JSON.parse(data.toString()));
				socket.send(JSON.stringify({ type: 'answer', from: 'service' }));
			});
		});
		const seen: (string | undefined)[] = [];
		const verifyClient = ({ req }: { req: IncomingMessage }) => seen.push(req.headers.authorization) > 0;
		await using guarded = await serve((socket) => socket.on('message', () => socket.send('guarded')), { verifyClient });
		await using mock = await startMock({
			snapshot: recorded,
			options: { noMatch: { action: 'passthrough', url: service.url }, latency: { mode: 'none' } },
		});
		await using client = await TestClient.open(`${mock.url}/ws`, { headers: { authorization: 'Bearer me' } });
		client.send({ type: 'ask', n: 1 });
		client.send({ type: 'new', n: 2 });
		await client.until(() => client.received.length === 3);
		expect(client.received.map((text) => JSON.parse(String(text)))).toEqual([
			{ type: 'tick', n: 0 },
			{ type: 'answer', from: 'recording' },
			{ type: 'answer', from: 'service' },
		]);
		expect(heard).toEqual([{ type: 'new', n: 2 }]);
		expect(mock.stats()).toMatchObject({ hits: 1, misses: 0, passthroughs: 1, hitRate: 0.5 });

		mock.setOptions({ noMatch: { action: 'passthrough', url: guarded.url } });
		await using other = await TestClient.open(`${mock.url}/ws`, { headers: { authorization: 'Bearer me' } });
		other.send('anything');
		await other.until(() => other.received.includes('guarded'));
		expect(seen).toEqual(['Bearer me']);
	});

	it('tells when the real service cannot be reached, or refuses', async () => {
		await using refusing = await serve(() => undefined, { verifyClient: () => false });
		const gone = await serve(() => undefined);
		await gone[Symbol.asyncDispose]();
		for (const [url, reason] of [
			[gone.url, 'cannot be reached: connect ECONNREFUSED'],
			[refusing.url, 'refused the handshake with 401'],
		] as const) {
			await using mock = await startMock({ snapshot: recorded, options: { noMatch: { action: 'passthrough', url } } });
			await using client = await TestClient.open(`${mock.url}/ws`);
			client.send('anything');
			await expect.poll(() => mock.entries.map((entry) => entry.reason).join('\n')).toContain(reason);
		}
	});
});
