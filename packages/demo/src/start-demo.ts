import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { serveDemoConnection } from './demo-connection.ts';
import { BEHAVIOURS, type DemoBuild } from './faults.ts';
import { seededRandom } from './random.ts';

export interface DemoOptions {
	/** Default 127.0.0.1. */
	host?: string;
	/** Default 0: a free one. */
	port?: number;
	build: DemoBuild;
	/** Time between pushes, milliseconds; default 2000. */
	pushMs?: number;
	/** Makes the random data the same on every run. */
	seed?: number;
}

export interface Demo {
	/** 'ws://127.0.0.1:4201/ws'; every path is served. */
	url: string;
	port: number;
	/** Cuts the connections that are open and frees the port. */
	stop(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts the demo service: greets each WebSocket, pushes news on a timer, echoes JSON messages, answers other text with
 * an error, binary with itself, and {type:'bye'} with a close. GET /health answers on the same port.
 * Rejects with the socket's own error when the port is taken.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
	const { host = '127.0.0.1', port = 0, build, pushMs = 2000, seed } = options;
	const random = seed === undefined ? Math.random : seededRandom(seed);
	const http = createServer(answerHttp);
	// The default limits of ws cut traffic that RFC 6455 allows; 0 lifts them.
	const limits = { maxFragments: 0, maxBufferedChunks: 0, maxPendingAutoPongs: 0 };
	const sockets = new WebSocketServer({ server: http, ...limits });
	sockets.on('connection', (socket) => serveDemoConnection(socket, { behaviour: BEHAVIOURS[build], pushMs, random }));

	await listen(http, sockets, { host, port });
	const address = http.address() as AddressInfo;
	const stop = () => stopServer(http, sockets);
	return { url: `ws://${host}:${address.port}/ws`, port: address.port, stop, [Symbol.asyncDispose]: stop };
}

function answerHttp(request: IncomingMessage, response: ServerResponse): void {
	const found = request.url === '/health' || request.url === '/';
	const body = found
		? { service: 'refrain-demo', status: 'ok', websocket: '/ws' }
		: { error: `Nothing at ${request.url}; try /health, or a WebSocket at /ws` };
	response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
	response.end(`${JSON.stringify(body)}\n`);
}

function listen(http: Server, sockets: WebSocketServer, at: { host: string; port: number }): Promise<void> {
	return new Promise((resolve, reject) => {
		// ws re-emits the HTTP server's errors; without a listener they would end the process.
		sockets.once('error', reject);
		http.listen(at.port, at.host, () => {
			sockets.off('error', reject);
			resolve();
		});
	});
}

async function stopServer(http: Server, sockets: WebSocketServer): Promise<void> {
	for (const socket of sockets.clients) socket.terminate();
	sockets.close();
	await new Promise<void>((resolve) => {
		http.close(() => resolve());
		http.closeAllConnections();
	});
}
