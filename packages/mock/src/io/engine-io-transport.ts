import type { ServerResponse } from 'node:http';
import { decodeUtf8, decodeUtf8Lossy, encodeUtf8 } from '@refrain/traffic';
import { type EnginePacket, readPayload, sidOf, writePayload } from '../engine-io/payload.ts';
import type { Transport, TransportEvents } from './transport.ts';

/** A client that has not polled for this long is gone. */
const IDLE_MS = 60_000;
/** Polls are answered at least this often, so that no proxy between cuts them. */
const MAX_HELD_MS = 20_000;

const PROBE = '2probe';
const PROBE_ANSWER = encodeUtf8('3probe');
const UPGRADE = '5';
const NOOP: EnginePacket = { type: 'text', payload: encodeUtf8('6') };

/** Engine.IO 4 for one client: HTTP polling, until the client goes over to a WebSocket. */
export class EngineIoTransport implements Transport {
	/** The client's own session id, in place of the recorded one. */
	readonly sid: string;
	readonly #events: TransportEvents;
	#waiting: EnginePacket[] = [];
	#poll: ServerResponse | null = null;
	#held: NodeJS.Timeout | null = null;
	#socket: Transport | null = null;
	#isUpgraded = false;
	#idle: NodeJS.Timeout;
	#ended = false;

	constructor(sid: string, events: TransportEvents) {
		this.sid = sid;
		this.#events = events;
		this.#idle = this.#countIdle();
	}

	start(): void {
		// Requests of the client come by `poll` and `post`.
	}

	/** A GET: answered when there is something to say. */
	poll(response: ServerResponse): void {
		this.#beActive();
		if (this.#poll !== null) {
			// Engine.IO allows one poll at a time.
			answer(response, 400, '{"code":3,"message":"Bad request"}');
			return;
		}
		this.#poll = response;
		response.on('close', () => {
			if (this.#poll === response) this.#release();
		});
		this.#held = setTimeout(() => this.#flush([NOOP]), MAX_HELD_MS);
		if (this.#waiting.length > 0) this.#flush();
	}

	/** A POST: packets of the client. */
	post(body: Uint8Array, response: ServerResponse): void {
		this.#beActive();
		const packets = readPayload(body);
		if (packets === null) {
			answer(response, 400, '{"code":3,"message":"Bad request"}');
			return;
		}
		answer(response, 200, 'ok', 'text/html');
		for (const packet of packets) this.#take(packet);
	}

	/** The WebSocket that the client wants to go over to; its events go to `socketEvents`. */
	attach(connect: (events: TransportEvents) => Transport): void {
		const socket = connect({
			onMessage: (message) => this.#takeFromSocket(socket, message),
			onViolation: this.#events.onViolation,
			onEnd: () => {
				if (this.#isUpgraded) this.#end();
				else this.#socket = null;
			},
		});
		this.#socket = socket;
		socket.start();
	}

	send(type: 'text' | 'binary' | 'ping' | 'pong', payload: Uint8Array, fragments: readonly number[] = []): void {
		if (this.#isUpgraded) {
			this.#socket?.send(type, type === 'text' ? this.#own(payload) : payload, fragments);
			return;
		}
		// WebSocket pings mean nothing to polling.
		if (type !== 'text' && type !== 'binary') return;
		this.#waiting.push({ type, payload: type === 'text' ? this.#own(payload) : payload });
		if (this.#poll !== null) setImmediate(() => this.#flush());
	}

	close(payload: Uint8Array): void {
		if (this.#isUpgraded) {
			this.#socket?.close(payload);
			return;
		}
		this.#flush([...this.#waiting, { type: 'text', payload: encodeUtf8('1') }]);
		this.#end();
	}

	drop(how: 'fin' | 'reset'): void {
		if (this.#isUpgraded) this.#socket?.drop(how);
		else this.#poll?.socket?.destroy();
		this.#end();
	}

	stall(): void {
		this.#release();
		this.#socket?.stall();
	}

	readSlowly(bytesPerSecond: number): void {
		this.#socket?.readSlowly(bytesPerSecond);
	}

	#takeFromSocket(socket: Transport, message: Parameters<TransportEvents['onMessage']>[0]): void {
		this.#beActive();
		const text = message.type === 'text' && !this.#isUpgraded ? decodeUtf8Lossy(message.payload) : null;
		if (text === PROBE) {
			socket.send('text', PROBE_ANSWER);
			// A poll that is open has to end before the client can go over.
			this.#flush(this.#waiting.length > 0 ? undefined : [NOOP]);
		} else if (text === UPGRADE) {
			this.#isUpgraded = true;
			for (const { type, payload } of this.#waiting.splice(0)) socket.send(type, payload);
			if (this.#poll !== null) this.#flush([NOOP]);
		} else this.#events.onMessage(message);
	}

	#take({ type, payload }: EnginePacket): void {
		if (type === 'text' && decodeUtf8(payload) === '1') {
			if (this.#poll !== null) this.#flush([NOOP]);
			this.#end();
		} else this.#events.onMessage({ type, payload });
	}

	#flush(packets: readonly EnginePacket[] = this.#waiting.splice(0)): void {
		const poll = this.#poll;
		if (poll === null || packets.length === 0) return;
		this.#release();
		answer(poll, 200, writePayload(packets));
	}

	#release(): void {
		if (this.#held !== null) clearTimeout(this.#held);
		this.#held = null;
		this.#poll = null;
	}

	/** The open packet with this client's session id. */
	#own(payload: Uint8Array): Uint8Array {
		const sid = sidOf({ type: 'text', payload });
		return sid === null ? payload : encodeUtf8((decodeUtf8(payload) ?? '').replaceAll(sid, this.sid));
	}

	#countIdle(): NodeJS.Timeout {
		return setTimeout(() => this.#end(), IDLE_MS).unref();
	}

	#beActive(): void {
		clearTimeout(this.#idle);
		if (!this.#ended && !this.#isUpgraded) this.#idle = this.#countIdle();
	}

	#end(): void {
		if (this.#ended) return;
		this.#ended = true;
		clearTimeout(this.#idle);
		this.#release();
		this.#events.onEnd();
	}
}

function answer(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=UTF-8'): void {
	if (response.headersSent || response.destroyed) return;
	const { origin } = response.req.headers;
	response.writeHead(status, {
		'content-type': status === 200 ? type : 'application/json',
		'content-length': Buffer.byteLength(body),
		...(origin === undefined
			? {}
			: { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
	});
	response.end(body);
}
