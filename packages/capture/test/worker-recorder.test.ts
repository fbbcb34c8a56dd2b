import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFrame, OPCODE, secWebSocketAccept } from '@refrain/protocol';
import { ScriptedServer, StreamEnd } from '@refrain/testkit';
import { describe, expect, it } from 'vitest';
import { CaptureError, parseEndpoint, startCapture } from '../src/index.ts';
import type { SinkData } from './support/recorder-sink.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const REQUEST = `GET /feed HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
const RESPONSE = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${secWebSocketAccept(KEY)}\r\n\r\n`;
const text = (payload: string) => encodeFrame({ opcode: OPCODE.text, payload: Buffer.from(payload), maskingKey: null });

async function capture(behaviour: SinkData['behaviour']) {
	const directory = await mkdtemp(join(tmpdir(), 'refrain-worker-'));
	const server = await ScriptedServer.start();
	const data: SinkData = { file: join(directory, 'told.json'), behaviour };
	const dispose = async () => {
		await server[Symbol.asyncDispose]();
		await rm(directory, { recursive: true });
	};
	try {
		const running = await startCapture({
			listeners: [{ mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${server.port}`), port: 0 }],
			recordingId: 'r',
			worker: { entry: new URL('./support/recorder-entry.mjs', import.meta.url), data },
		});
		const port = running.addresses[0]?.port ?? 0;
		return {
			running,
			server,
			told: async () => JSON.parse(await readFile(data.file, 'utf8')),
			async upgraded() {
				const client = await StreamEnd.connect(port);
				const service = await server.accept();
				client.socket.write(REQUEST);
				await service.has(REQUEST.length);
				service.socket.write(RESPONSE);
				await client.has(RESPONSE.length);
				return { client, service };
			},
			async [Symbol.asyncDispose]() {
				await running.stop();
				await dispose();
			},
		};
	} catch (error) {
		await dispose();
		throw error;
	}
}

describe('a recorder on a thread of its own', () => {
	it('records everything, also what is larger than a slab', async () => {
		await using run = await capture('well');
		const { client, service } = await run.upgraded();
		const texts = ['small', 'x'.repeat(3_000_000), ...Array.from({ length: 500 }, (_, n) => `message ${n}`)];
		for (const one of texts) service.socket.write(text(one));
		service.socket.end();
		await client.end();
		client.socket.end();
		await service.end();
		await run.running.stop();
		expect(await run.told()).toEqual([{ path: '/feed', by: 'server', texts }]);
		expect(run.running.stats()).toMatchObject({ frames: texts.length, droppedBytes: 0, errors: 0, websockets: 1 });
	});

	it('that cannot start says why', async () => {
		await expect(capture('cannot-start')).rejects.toThrow('there is no room for a recording; make some');
		await expect(capture('cannot-start')).rejects.toBeInstanceOf(CaptureError);
	});

	it('that dies leaves the traffic alone, and what is lost is counted', async () => {
		await using run = await capture('dies-at-first-frame');
		const { client, service } = await run.upgraded();
		service.socket.write(text('deadly'));
		let sent = RESPONSE.length + text('deadly').length;
		await client.has(sent);
		while (run.running.stats().errors === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		for (let n = 0; n < 100; n++) {
			service.socket.write(text('still here'));
			sent += text('still here').length;
		}
		await client.has(sent);
		expect(client.received.length).toBe(sent);
		const { client: next } = await run.upgraded();
		expect(next.received.toString()).toBe(RESPONSE);
		expect(run.running.stats()).toMatchObject({ errors: 1, firstError: 'the thread of the recorder ended' });
		expect(run.running.stats().droppedBytes).toBeGreaterThanOrEqual(100 * text('still here').length);
		await run.running.stop();
	});
});
