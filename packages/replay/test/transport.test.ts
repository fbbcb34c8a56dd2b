import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DEFAULT_TEST_CONFIG, evaluate } from '@refrain/assertions';
import type { Snapshot } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { startReplay } from '../src/index.ts';
import { record } from './record.ts';

interface Transport {
	deflate?: boolean;
	/** The service sends its answers in so many fragments. */
	fragments?: number;
}

/** Sends everything back, says first what subprotocol it chose, and closes with 4000 on 'bye'. */
async function startEcho({ deflate = false, fragments = 1 }: Transport = {}) {
	const server = new WebSocketServer({
		port: 0,
		host: '127.0.0.1',
		maxPayload: 0,
		perMessageDeflate: deflate ? { threshold: 0 } : false,
		handleProtocols: (offered) => (offered.has('echo.v2') ? 'echo.v2' : false),
	});
	await once(server, 'listening');
	const received: { data: Buffer; binary: boolean }[] = [];
	const pings: string[] = [];
	server.on('connection', (socket) => {
		socket.send(`subprotocol ${socket.protocol}`);
		socket.on('ping', (data) => pings.push(`${data}`));
		socket.on('message', (data: RawData, binary: boolean) => {
			received.push({ data: data as Buffer, binary });
			if (`${data}` === 'bye') socket.close(4000, 'done');
			else sendIn(socket, data as Buffer, { binary, fragments });
		});
	});
	return {
		url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		pings,
		async [Symbol.asyncDispose]() {
			for (const client of server.clients) client.terminate();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function sendIn(socket: WebSocket, data: Buffer, { binary, fragments }: { binary: boolean; fragments: number }): void {
	for (let part = 0; part < fragments; part++) {
		const piece = data.subarray((part * data.length) / fragments, ((part + 1) * data.length) / fragments);
		socket.send(piece, { binary, fin: part === fragments - 1 });
	}
}

const PAYLOADS: readonly (string | Buffer)[] = [
	'',
	'hello',
	'x'.repeat(125),
	'x'.repeat(126),
	'ü'.repeat(40_000),
	Buffer.alloc(0),
	Buffer.from(Array.from({ length: 65_536 }, (_, index) => index % 251)),
	JSON.stringify({ type: 'note', text: 'lorem ipsum '.repeat(500) }),
];

async function recordEcho(transport: Transport): Promise<Snapshot> {
	await using service = await startEcho(transport);
	return await record(service.url, async (port) => {
		const client = new WebSocket(`ws://127.0.0.1:${port}/echo`, ['echo.v1', 'echo.v2'], {
			perMessageDeflate: transport.deflate ? { threshold: 0 } : false,
		});
		await once(client, 'message');
		client.ping('are you there');
		await once(client, 'pong');
		for (const payload of PAYLOADS) {
			sendIn(client, Buffer.from(payload), {
				binary: typeof payload !== 'string',
				fragments: transport.fragments ?? 1,
			});
			await once(client, 'message');
		}
		client.send('bye');
		await once(client, 'close');
	});
}

const RECORDED: readonly Transport[] = [{}, { deflate: true }, { fragments: 3 }];
const REPLAYED: readonly Transport[] = [{}, { deflate: true }, { deflate: true, fragments: 5 }];

describe.each(RECORDED)('recorded with %j', (recordedWith) => {
	it('matches whatever the transport of the replay is, and sends the same messages', async () => {
		const snapshot = await recordEcho(recordedWith);
		for (const replayedWith of REPLAYED) {
			await using service = await startEcho(replayedWith);
			const observed = await startReplay({ snapshot, target: service.url, options: { timing: { mode: 'asap' } } });
			const { summary } = evaluate(snapshot, observed, DEFAULT_TEST_CONFIG);
			expect(summary.causes).toEqual([]);
			expect(summary).toMatchObject({
				result: 'passed',
				connections: [{ observedClose: { code: 4000, by: 'server' } }],
			});
			const sent = [...PAYLOADS, 'bye'].map((payload) => ({
				data: Buffer.from(payload),
				binary: typeof payload !== 'string',
			}));
			expect(service.received).toEqual(sent);
			expect(service.pings).toEqual(['are you there']);
			const frames = observed.connections[0]?.frames ?? [];
			const compressed = frames.some(({ sender, compressed: one }) => sender === 'client' && one);
			// Compressed where the recording was and the target agrees to it.
			expect(compressed).toBe(recordedWith.deflate === true && replayedWith.deflate === true);
		}
	});
});
