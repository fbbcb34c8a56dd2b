import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What is compared of a message: who sent it does not depend on who tells. */
export interface Told {
	type: 'text' | 'binary';
	bytes: number;
	sha256: string;
}

export function tell(payload: Uint8Array, isBinary: boolean): Told {
	const sha256 = createHash('sha256').update(payload).digest('hex');
	return { type: isBinary ? 'binary' : 'text', bytes: payload.length, sha256 };
}

export const UNAUTHORIZED_BODY = '{"error":"no token"}';

/** A real WebSocket service: echoes every message (texts that begin with 'frag' in three fragments), picks 'v2', refuses /denied. */
export class EchoService implements AsyncDisposable {
	readonly received: Told[] = [];
	readonly #http: Server;
	readonly #websockets: WebSocketServer;

	private constructor(http: Server, websockets: WebSocketServer) {
		this.#http = http;
		this.#websockets = websockets;
		websockets.on('connection', (socket) => this.#serve(socket));
		http.on('upgrade', (request, socket, head) => {
			if (request.url === '/denied') {
				socket.end(
					`HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: ${UNAUTHORIZED_BODY.length}\r\nConnection: close\r\n\r\n${UNAUTHORIZED_BODY}`,
				);
				return;
			}
			websockets.handleUpgrade(request, socket, head, (accepted) => websockets.emit('connection', accepted, request));
		});
	}

	static async start({
		deflate,
		tls,
	}: {
		deflate: boolean;
		tls?: { key: string; cert: string };
	}): Promise<EchoService> {
		const websockets = new WebSocketServer({
			noServer: true,
			perMessageDeflate: deflate ? { threshold: 0 } : false,
			handleProtocols: (offered) => (offered.has('v2') ? 'v2' : false),
			// Its own defaults cut legal traffic.
			maxPayload: 0,
			maxFragments: 0,
			maxBufferedChunks: 0,
			maxPendingAutoPongs: 0,
		} as ConstructorParameters<typeof WebSocketServer>[0]);
		const hello: RequestListener = (_request, response) => response.end('hello');
		const http = tls ? createSecureServer(tls, hello) : createServer(hello);
		http.listen(0, '127.0.0.1');
		await once(http, 'listening');
		return new EchoService(http, websockets);
	}

	get port(): number {
		return (this.#http.address() as AddressInfo).port;
	}

	#serve(socket: WebSocket): void {
		socket.on('message', (data, isBinary) => {
			const payload = data as Buffer;
			this.received.push(tell(payload, isBinary));
			if (!isBinary && payload.subarray(0, 4).toString() === 'frag') {
				const third = Math.floor(payload.length / 3);
				socket.send(payload.subarray(0, third), { binary: false, fin: false });
				socket.send(payload.subarray(third, 2 * third), { fin: false });
				socket.send(payload.subarray(2 * third), { fin: true });
			} else {
				socket.send(payload, { binary: isBinary });
			}
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const client of this.#websockets.clients) client.terminate();
		this.#http.closeAllConnections();
		this.#http.close();
		await once(this.#http, 'close');
	}
}
