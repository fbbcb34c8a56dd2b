import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** A `ws` client that keeps what it received, and waits for it without timing. */
export class TestClient implements AsyncDisposable {
	readonly socket: WebSocket;
	readonly received: (string | Buffer)[] = [];
	readonly pongs: string[] = [];
	readonly pings: string[] = [];
	readonly closed: Promise<{ code: number; reason: string }>;
	#changed: (() => void)[] = [];

	constructor(url: string, options: ClientOptions & { protocols?: string[] } = {}) {
		this.socket = new WebSocket(url, options.protocols ?? [], options);
		this.socket.on('message', (data: Buffer, isBinary) => this.#add(this.received, isBinary ? data : data.toString()));
		this.socket.on('pong', (data) => this.#add(this.pongs, data.toString()));
		this.socket.on('ping', (data) => this.#add(this.pings, data.toString()));
		this.closed = once(this.socket, 'close').then(([code, reason]) => ({ code, reason: reason.toString() }));
		this.closed.catch(() => undefined);
	}

	static async open(url: string, options: ClientOptions & { protocols?: string[] } = {}): Promise<TestClient> {
		const client = new TestClient(url, options);
		await once(client.socket, 'open');
		return client;
	}

	send(message: unknown): void {
		const isRaw = typeof message === 'string' || message instanceof Uint8Array;
		this.socket.send(isRaw ? message : JSON.stringify(message));
	}

	/** The first received JSON message that the test accepts, once it is there. */
	async json(test: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
		for (;;) {
			const texts = this.received.filter((message) => typeof message === 'string');
			const found = texts.map((text) => JSON.parse(text)).find(test);
			if (found !== undefined) return found;
			await this.#change();
		}
	}

	async until(test: () => boolean): Promise<void> {
		while (!test()) await this.#change();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.socket.terminate();
	}

	#add<T>(list: T[], item: T): void {
		list.push(item);
		for (const wake of this.#changed.splice(0)) wake();
	}

	#change(): Promise<void> {
		return new Promise((resolve) => this.#changed.push(resolve));
	}
}
