import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

export interface DemoClientOptions {
	/** Where the service, or the proxy in front of it, listens: 'ws://127.0.0.1:4143/ws'. */
	url: string;
	/** Time between client messages, milliseconds; default 5000. */
	intervalMs?: number;
	/** How many client messages are sent before the goodbye; default 2. */
	messages?: number;
	/** Sent with the handshake, e.g. a session cookie. */
	headers?: Record<string, string>;
	/** Says goodbye early. */
	signal?: AbortSignal;
}

export interface DemoClientResult {
	/** Text and binary messages that came. */
	received: number;
	closeCode: number;
}

/** What else the client sends in its first interval, so that a viewer has more than JSON to show: when, and what. */
const EXTRAS: readonly (readonly [atShare: number, send: (socket: WebSocket) => void])[] = [
	[0.55, (socket) => socket.send('this is not JSON')],
	[0.65, (socket) => socket.send(new Uint8Array([0x52, 0x46, 0x52, 0x4e, 0x00, 0x01, 0xfe, 0xff]))],
	[0.75, (socket) => socket.ping('refrain')],
];

/** The goodbye comes this share of an interval after the last message: at 13 s of the default scenario, between two pushes. */
const GOODBYE_SHARE = 0.6;

/**
 * Plays the demo's client: a health check over HTTP, then a WebSocket that sends {type:'client_message'} every interval
 * and ends with {type:'bye'}, upon which the service closes. Resolves when the connection is closed; rejects when it
 * cannot be opened.
 */
export async function runDemoClient(options: DemoClientOptions): Promise<DemoClientResult> {
	const { url, intervalMs = 5000, messages = 2, headers = {}, signal } = options;
	await checkHealth(url, headers);
	const socket = new WebSocket(url, { headers });
	let received = 0;
	socket.on('message', () => {
		received += 1;
	});
	const closed = once(socket, 'close') as Promise<[code: number, reason: Buffer]>;
	closed.catch(() => undefined);
	await once(socket, 'open');
	// Whatever ends the connection early also ends the waiting.
	const ended = new AbortController();
	socket.on('close', () => ended.abort());
	const stop = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;

	await playScript(socket, script(intervalMs, messages), stop);
	if (socket.readyState === WebSocket.OPEN) sendJson(socket, { type: 'bye' });
	const [closeCode] = await closed;
	return { received, closeCode };
}

type Step = readonly [atMs: number, send: (socket: WebSocket) => void];

function script(intervalMs: number, messages: number): Step[] {
	const extras: Step[] = EXTRAS.map(([share, send]) => [share * intervalMs, send]);
	const regular = Array.from({ length: messages }, (_, index): Step => {
		const number = index + 1;
		return [
			number * intervalMs,
			(socket) => sendJson(socket, { type: 'client_message', content: `Message #${number}` }),
		];
	});
	const goodbye: Step = [(messages + GOODBYE_SHARE) * intervalMs, () => undefined];
	return [...extras, ...regular, goodbye].sort((a, b) => a[0] - b[0]);
}

/** Sends each step at its time, counted from now, so that late timers do not add up. Returns early when stopped. */
async function playScript(socket: WebSocket, steps: readonly Step[], stop: AbortSignal): Promise<void> {
	const startedAt = performance.now();
	for (const [atMs, send] of steps) {
		const delayMs = Math.max(0, startedAt + atMs - performance.now());
		await sleep(delayMs, undefined, { signal: stop }).catch(() => undefined);
		if (stop.aborted) return;
		send(socket);
	}
}

function sendJson(socket: WebSocket, message: Record<string, unknown>): void {
	socket.send(JSON.stringify({ ...message, timestamp: new Date().toISOString() }));
}

async function checkHealth(url: string, headers: Record<string, string>): Promise<void> {
	const health = new URL('/health', url.replace(/^ws/, 'http'));
	const response = await fetch(health, { headers: { ...headers, connection: 'close' } });
	await response.arrayBuffer();
}
