import { once } from 'node:events';
import { connect } from 'node:net';
import { ScriptedServer, StreamEnd } from '@refrain/testkit';
import { RecordingCollector } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { CaptureError, parseEndpoint, startCapture } from '../src/index.ts';

async function relay(targetPort?: number) {
	const server = await ScriptedServer.start();
	const sink = new RecordingCollector();
	const failures: string[] = [];
	const capture = await startCapture({
		listeners: [{ mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${targetPort ?? server.port}`), port: 0 }],
		recordingId: 'r',
		sink,
		onNotice: ({ message }) => failures.push(message),
	});
	const port = capture.addresses[0]?.port ?? 0;
	return {
		server,
		sink,
		capture,
		failures,
		port,
		async joined() {
			const client = await StreamEnd.connect(port);
			return { client, service: await server.accept() };
		},
		async [Symbol.asyncDispose]() {
			await capture.stop();
			await server[Symbol.asyncDispose]();
		},
	};
}

describe('the relay', () => {
	it('passes bytes that are no HTTP at all, both ways, unchanged', async () => {
		await using run = await relay();
		const { client, service } = await run.joined();
		const there = Buffer.from([0x16, 3, 1, 0, 255, 0, 10, 13]);
		const back = Buffer.from([0, 255, 254, 10, 10]);
		client.socket.write(there);
		await service.has(there.length);
		service.socket.write(back);
		await client.has(back.length);
		expect(service.received).toEqual(there);
		expect(client.received).toEqual(back);
	});

	it('passes the end of one half on and keeps the other half open', async () => {
		await using run = await relay();
		const { client, service } = await run.joined();
		client.socket.end('question');
		expect(await service.end()).toBe('fin');
		expect(service.received.toString()).toBe('question');
		service.socket.write('answer after the end');
		await client.has(20);
		expect(client.ended).toBeNull();
		service.socket.end();
		expect(await client.end()).toBe('fin');
	});

	it.each(['client', 'server'] as const)('passes a reset by the %s on as a reset', async (side) => {
		await using run = await relay();
		const { client, service } = await run.joined();
		client.socket.write('x');
		await service.has(1);
		const [from, to] = side === 'client' ? [client, service] : [service, client];
		from.socket.resetAndDestroy();
		expect(await to.end()).toBe('reset');
	});

	it('delivers what was sent before a reset', async () => {
		await using run = await relay();
		const { client, service } = await run.joined();
		client.socket.write('last words', () => client.socket.resetAndDestroy());
		await service.end();
		expect(service.received.toString()).toBe('last words');
		expect(service.ended).toBe('reset');
	});

	it('slows a writer down to the pace of a reader that has stopped, in bounded memory', async () => {
		await using run = await relay();
		const { client, service } = await run.joined();
		client.socket.pause();
		const chunk = Buffer.alloc(1 << 20, 7);
		let accepted = 0;
		// Buffers of the kernel and of the relay fill up; then no more is taken.
		while (await takes(service, chunk)) accepted += chunk.length;
		expect(accepted).toBeLessThan(64 << 20);
		expect(run.capture.stats().serverBytes).toBeLessThan(64 << 20);
		client.socket.resume();
		await client.has(accepted + chunk.length);
		expect(client.received.length).toBe(accepted + chunk.length);
		expect(client.received.every((byte) => byte === 7)).toBe(true);
	});

	it('carries 500 connections at once', async () => {
		await using run = await relay();
		const pairs = await Promise.all(Array.from({ length: 500 }, () => StreamEnd.connect(run.port)));
		const services = await Promise.all(pairs.map(() => run.server.accept()));
		for (const [n, pair] of pairs.entries()) pair.socket.write(`connection ${String(n).padStart(3, '0')}`);
		await Promise.all(services.map((service) => service.has(14)));
		for (const service of services) service.socket.write(service.received);
		await Promise.all(pairs.map((pair) => pair.has(14)));
		expect(pairs.map((pair) => pair.received.toString())).toEqual(
			pairs.map((_, n) => `connection ${String(n).padStart(3, '0')}`),
		);
		expect(run.capture.stats().liveConnections).toBe(500);
	});

	it('answers 502 when nothing listens at the target, and says why', async () => {
		const gone = await ScriptedServer.start();
		const { port } = gone;
		await gone[Symbol.asyncDispose]();
		await using run = await relay(port);
		const client = await StreamEnd.connect(run.port);
		client.socket.write('GET /feed HTTP/1.1\r\nHost: x\r\n\r\n');
		expect(await client.end()).toBe('fin');
		expect(client.received.toString()).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
		expect(run.failures).toEqual([`could not reach ws://127.0.0.1:${port}: nothing listens on 127.0.0.1:${port}`]);
		client.socket.end();
		await run.capture.stop();
		expect(run.sink.connections()[0]?.http[0]?.response?.status).toBe(502);
	});

	it('refuses an occupied port with one sentence', async () => {
		await using run = await relay();
		const taken = startCapture({
			listeners: [{ mode: 'reverse', target: parseEndpoint('ws://127.0.0.1:9'), port: run.port }],
			recordingId: 'r',
			sink: new RecordingCollector(),
		});
		await expect(taken).rejects.toThrow(
			`port ${run.port} on 127.0.0.1 is already in use; stop the program that listens there or choose another port`,
		);
		await expect(taken).rejects.toBeInstanceOf(CaptureError);
	});

	it('lets open connections end before it stops, when asked to', async () => {
		await using run = await relay();
		const { client, service } = await run.joined();
		const stopped = run.capture.stop({ graceMs: 10_000 });
		client.socket.end('the end');
		await service.end();
		service.socket.end('understood');
		await client.end();
		await stopped;
		expect(client.received.toString()).toBe('understood');
		const socket = connect(run.port, '127.0.0.1');
		await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
	});
});

/** Whether the relay still takes bytes of this end. */
async function takes(end: StreamEnd, chunk: Buffer): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), 500);
		end.socket.write(chunk, () => {
			clearTimeout(timer);
			resolve(true);
		});
	});
}
