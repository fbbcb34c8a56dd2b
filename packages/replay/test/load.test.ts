import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DEFAULT_TEST_CONFIG, evaluate } from '@refrain/assertions';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { parseStage, startLoad } from '../src/index.ts';
import { closeFrame, sketch, snapshotOf } from './sketch.ts';

const ask = (id: string) => JSON.stringify({ type: 'ask', id });
const answer = (id: string) => JSON.stringify({ type: 'answer', id });
const snapshot = snapshotOf(
	sketch([
		{ from: 'client', atMs: 1, text: ask('one') },
		{ from: 'server', atMs: 2, text: answer('one') },
		{ from: 'client', atMs: 3, text: ask('two') },
		{ from: 'server', atMs: 4, text: answer('two') },
		closeFrame('client', 5, 1000),
		closeFrame('server', 6, 1000),
	]),
);

async function startService() {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => false });
	await once(server, 'listening');
	const ids: string[] = [];
	let [open, peak] = [0, 0];
	server.on('connection', (socket) => {
		peak = Math.max(peak, ++open);
		socket.on('close', () => open--);
		socket.on('message', (data) => {
			const { id } = JSON.parse(`${data}`);
			ids.push(id);
			socket.send(answer(id));
		});
	});
	return {
		url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		ids,
		peak: () => peak,
		async [Symbol.asyncDispose]() {
			for (const socket of server.clients) socket.terminate();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

describe('startLoad', () => {
	it('plays so many copies by so many users at a time, and measures all of them', async () => {
		await using service = await startService();
		const told: number[] = [];
		const result = await startLoad({
			snapshot,
			target: service.url,
			plan: { vus: 5, times: 4 },
			sampleEvery: 10,
			onProgress: ({ copies }) => told.push(copies),
		});
		expect(result).toMatchObject({
			copies: 20,
			failedCopies: 0,
			connectionsOpened: 20,
			messagesSent: 40,
			messagesReceived: 40,
			messagesMissing: 0,
			peakUsers: 5,
			errors: [],
		});
		expect(result.latency.map(({ kind, n }) => [kind, n])).toEqual([
			['*', 40],
			['ask', 40],
		]);
		expect(service.ids).toHaveLength(40);
		expect(service.peak()).toBeLessThanOrEqual(5);
		expect(told.at(-1)).toBe(20);
		expect(result.samples).toHaveLength(2);
		expect(evaluate(snapshot, result.samples[0] as never, DEFAULT_TEST_CONFIG).summary.result).toBe('passed');
	});

	it('gives each copy random values of its own', async () => {
		await using service = await startService();
		const transforms = [{ id: 'id', at: { in: 'message' as const, path: '$.id' }, transform: 'random' as const }];
		await startLoad({ snapshot, target: service.url, plan: { vus: 2, times: 3 }, options: { transforms } });
		expect(new Set(service.ids).size).toBe(12);
	});

	it('follows stages and ends with the last one', async () => {
		await using service = await startService();
		const result = await startLoad({
			snapshot,
			target: service.url,
			plan: { stages: [parseStage('vus=3,for=400ms'), parseStage('vus=1,for=200ms')] },
		});
		expect(result.peakUsers).toBe(3);
		expect(result.copies).toBeGreaterThan(0);
		expect(result.durationMs).toBeGreaterThanOrEqual(600);
	});

	it('counts what fails by its reason', async () => {
		const result = await startLoad({ snapshot, target: 'ws://127.0.0.1:1', plan: { vus: 2, times: 2 } });
		expect(result).toMatchObject({ copies: 4, failedCopies: 4, connectionsFailed: 4, latency: [{ kind: '*', n: 0 }] });
		expect(result.errors).toEqual([{ sentence: expect.stringContaining('nothing listens on 127.0.0.1:1'), count: 4 }]);
	});

	it('stops when it is told to', async () => {
		await using service = await startService();
		const abort = new AbortController();
		const running = startLoad({
			snapshot,
			target: service.url,
			plan: { vus: 2, times: 1_000_000 },
			signal: abort.signal,
			onProgress: ({ copies }) => copies > 3 && abort.abort(),
		});
		expect((await running).copies).toBeLessThan(1000);
	});
});
