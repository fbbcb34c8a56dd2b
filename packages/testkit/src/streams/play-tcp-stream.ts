import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { TcpEvent } from './tcp-stream.ts';

/** What both ends of a played connection received. A connection whose end is not in the stream is still open. */
export interface PlayedConnection {
	connection: number;
	/** Received by the client. */
	client: Buffer;
	/** Received by the server. */
	server: Buffer;
}

/** A server whose every connection is driven by a script; it says nothing by itself. */
export class ScriptedServer implements AsyncDisposable {
	readonly #server: Server;
	readonly #waiting: ((end: StreamEnd) => void)[] = [];
	readonly #accepted: StreamEnd[] = [];
	readonly #all: StreamEnd[] = [];

	private constructor(server: Server) {
		this.#server = server;
		server.on('connection', (socket) => {
			const end = new StreamEnd(socket);
			this.#all.push(end);
			const next = this.#waiting.shift();
			if (next) next(end);
			else this.#accepted.push(end);
		});
	}

	static async start(): Promise<ScriptedServer> {
		const server = createServer({ allowHalfOpen: true, noDelay: true });
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		return new ScriptedServer(server);
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	/** The next connection that arrives. */
	accept(): Promise<StreamEnd> {
		const end = this.#accepted.shift();
		return end ? Promise.resolve(end) : new Promise((resolve) => this.#waiting.push(resolve));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const end of this.#all) end.socket.destroy();
		this.#server.close();
		await once(this.#server, 'close');
	}
}

/** One end of a TCP connection that keeps what it received. */
export class StreamEnd {
	readonly socket: Socket;
	readonly #chunks: Buffer[] = [];
	#received = 0;
	#ended: 'fin' | 'reset' | null = null;
	#changed: (() => void)[] = [];

	constructor(socket: Socket) {
		this.socket = socket;
		const change = (what: () => void) => {
			what();
			for (const wake of this.#changed.splice(0)) wake();
		};
		socket.on('data', (chunk) =>
			change(() => {
				this.#chunks.push(chunk);
				this.#received += chunk.length;
			}),
		);
		// libuv reports a reset that came together with data as an end; an empty write brings the reset to light.
		const endOrReset = (error?: Error | null) => change(() => (this.#ended ??= error ? 'reset' : 'fin'));
		socket.on('end', () => (socket.writable ? socket.write(Buffer.alloc(0), endOrReset) : endOrReset()));
		socket.on('error', () => change(() => (this.#ended = 'reset')));
		socket.on('close', () => change(() => (this.#ended ??= 'fin')));
	}

	static async connect(port: number): Promise<StreamEnd> {
		const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
		await once(socket, 'connect');
		return new StreamEnd(socket);
	}

	get received(): Buffer {
		return Buffer.concat(this.#chunks);
	}

	get ended(): 'fin' | 'reset' | null {
		return this.#ended;
	}

	/** Resolves when `bytes` bytes have arrived in all, or the other side has ended. */
	async has(bytes: number): Promise<void> {
		while (this.#received < bytes && this.#ended === null) await this.#change();
	}

	/** How the other side ended. */
	async end(): Promise<'fin' | 'reset'> {
		while (this.#ended === null) await this.#change();
		return this.#ended;
	}

	#change(): Promise<void> {
		return new Promise((resolve) => this.#changed.push(resolve));
	}
}

/** Plays all connections of a stream, in the recorded order of their events, through whatever listens on `port` in front of `server`. */
export async function playTcpStream(
	events: readonly TcpEvent[],
	{ port, server }: { port: number; server: ScriptedServer },
): Promise<PlayedConnection[]> {
	const played = new Map<number, { client: StreamEnd; server: StreamEnd; sent: { client: number; server: number } }>();
	for (const { connection, what, bytes } of events) {
		if (what === 'open') {
			const client = await StreamEnd.connect(port);
			played.set(connection, { client, server: await server.accept(), sent: { client: 0, server: 0 } });
			continue;
		}
		const ends = played.get(connection);
		if (!ends) throw new Error(`connection ${connection} was not opened`);
		const [from, to, sender] = what.startsWith('c2s')
			? [ends.client, ends.server, 'client' as const]
			: [ends.server, ends.client, 'server' as const];
		switch (what) {
			case 'c2s':
			case 's2c':
				from.socket.write(bytes);
				ends.sent[sender] += bytes.length;
				await to.has(ends.sent[sender]);
				break;
			case 'c2s-fin':
			case 's2c-fin':
				from.socket.end();
				await to.end();
				break;
			case 'c2s-rst':
			case 's2c-rst':
				from.socket.resetAndDestroy();
				break;
			case 'close':
				break;
		}
	}
	return [...played].map(([connection, ends]) => ({
		connection,
		client: ends.client.received,
		server: ends.server.received,
	}));
}
