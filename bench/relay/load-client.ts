import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameCounter, frames, UPGRADE_REQUEST } from './frames.ts';

// Keeps so many messages in flight on so many connections, and measures round trips. Told by its parent when and how long.

export interface LoadOrder {
	runMs: number;
}

export interface LoadResult {
	roundTrips: number;
	seconds: number;
	p50Us: number;
	p99Us: number;
}

const [port = 0, connections = 0, inFlight = 0, payloadBytes = 0] = process.argv.slice(2).map(Number);
const requests = frames('client', payloadBytes, inFlight);
const replyBytes = frames('server', payloadBytes, 1).frameBytes;

/** Round trip times in steps of 1 us up to 1 s. */
const histogram = new Uint32Array(1_000_000);

class Connection {
	readonly #socket: Socket;
	readonly #counter = new FrameCounter(replyBytes);
	/** When each message in flight was sent, as a ring. */
	readonly #sentAtUs = new Float64Array(inFlight);
	#oldest = 0;
	#open = 0;
	running = false;
	roundTrips = 0;
	/** Called when nothing is in flight any more. */
	onIdle: (() => void) | null = null;

	constructor(socket: Socket) {
		this.#socket = socket;
		socket.on('data', (bytes) => this.#received(bytes.length));
	}

	start(): void {
		this.running = true;
		this.#send(inFlight);
	}

	async drain(): Promise<void> {
		this.running = false;
		if (this.#open > 0) {
			await new Promise<void>((resolve) => {
				this.onIdle = resolve;
			});
		}
	}

	#send(count: number): void {
		const now = performance.now() * 1000;
		for (let i = 0; i < count; i++) this.#sentAtUs[(this.#oldest + this.#open + i) % inFlight] = now;
		this.#open += count;
		this.#socket.write(requests.all.subarray(0, count * requests.frameBytes));
	}

	#received(bytes: number): void {
		const count = this.#counter.push(bytes);
		if (count === 0) return;
		const now = performance.now() * 1000;
		for (let i = 0; i < count; i++) {
			const took = Math.round(now - (this.#sentAtUs[this.#oldest] ?? now));
			const bucket = Math.min(took, histogram.length - 1);
			histogram[bucket] = (histogram[bucket] ?? 0) + 1;
			this.#oldest = (this.#oldest + 1) % inFlight;
		}
		this.#open -= count;
		this.roundTrips += count;
		if (this.running) this.#send(count);
		else if (this.#open === 0) this.onIdle?.();
	}
}

async function open(): Promise<Connection> {
	const socket = connect({ port, host: '127.0.0.1', noDelay: true });
	socket.write(UPGRADE_REQUEST);
	let answer = '';
	while (!answer.includes('\r\n\r\n')) answer += String(await once(socket, 'data'));
	if (!answer.startsWith('HTTP/1.1 101') || !answer.endsWith('\r\n\r\n')) throw new Error(`no plain 101: ${answer}`);
	return new Connection(socket);
}

/** Nearest rank. */
function percentile(share: number, total: number): number {
	let seen = 0;
	for (const [us, count] of histogram.entries()) {
		seen += count;
		if (seen >= share * total) return us;
	}
	return histogram.length;
}

const all: Connection[] = [];
for (let i = 0; i < connections; i++) all.push(await open());

process.on('message', async ({ runMs }: LoadOrder) => {
	histogram.fill(0);
	const before = all.reduce((sum, connection) => sum + connection.roundTrips, 0);
	const startedAt = performance.now();
	for (const connection of all) connection.start();
	await new Promise((resolve) => setTimeout(resolve, runMs));
	await Promise.all(all.map((connection) => connection.drain()));
	const seconds = (performance.now() - startedAt) / 1000;
	const roundTrips = all.reduce((sum, connection) => sum + connection.roundTrips, 0) - before;
	const result: LoadResult = {
		roundTrips,
		seconds,
		p50Us: percentile(0.5, roundTrips),
		p99Us: percentile(0.99, roundTrips),
	};
	process.send?.(result);
});
process.on('disconnect', () => process.exit());
process.send?.({ port });
