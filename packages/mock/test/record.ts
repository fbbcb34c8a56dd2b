import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startCapture } from '@refrain/capture';
import { RecordingCollector, type Snapshot, uuidV7 } from '@refrain/traffic';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

/** Records what `play` does through a recording proxy in front of `target` ('ws://127.0.0.1:port'). */
export async function record(target: string, play: (proxy: string) => Promise<unknown>): Promise<Snapshot> {
	const url = new URL(target);
	const sink = new RecordingCollector();
	const endpoint = { host: url.hostname, port: Number(url.port), tls: false };
	const capture = await startCapture({
		listeners: [{ port: 0, mode: 'reverse', target: endpoint }],
		recordingId: newId(),
		sink,
	});
	const port = capture.addresses[0]?.port ?? 0;
	await play(`ws://127.0.0.1:${port}${url.pathname}`);
	await capture.stop({ graceMs: 2_000 });
	return { id: newId(), name: 'test', createdAtUs: Date.now() * 1000, connections: sink.connections() };
}

export interface TestService extends AsyncDisposable {
	url: string;
}

/** A WebSocket service for one test. */
export async function serve(
	onConnection: (socket: WebSocket) => void,
	options: ServerOptions = {},
): Promise<TestService> {
	const http = createServer((_, response) => response.writeHead(404).end());
	const sockets = new WebSocketServer({ server: http, ...options });
	sockets.on('connection', onConnection);
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	return {
		url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/ws`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets.clients) socket.terminate();
			sockets.close();
			await new Promise<void>((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
			});
		},
	};
}

function newId(): string {
	return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
