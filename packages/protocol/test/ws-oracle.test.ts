import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import WebSocket, { type PerMessageDeflateOptions, WebSocketServer } from 'ws';
import {
	type AssembledMessage,
	buildUpgradeRequest,
	ConversationDecoder,
	type ConversationEvent,
	Deflater,
	encodeClosePayload,
	encodeFrame,
	MessageAssembler,
	readDeflateResponse,
} from '../src/index.ts';
import { framesOf, KEY, violationsOf } from './support/upgrade.ts';

// `ws` is an independent implementation: what it sends we must read, what we write it must read.

const MESSAGES: (string | Buffer)[] = [
	'',
	'short',
	'ünïcödé ✓ 😀',
	'a'.repeat(125),
	'b'.repeat(126),
	'c'.repeat(65_535),
	Buffer.alloc(65_536, 'd'),
	Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * i) >> 5)),
	'short',
	Buffer.alloc(0),
];

const VARIANTS: [name: string, options: PerMessageDeflateOptions | false][] = [
	['without compression', false],
	['with context takeover', { threshold: 0 }],
	['without context takeover', { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true }],
	['with small windows', { threshold: 0, serverMaxWindowBits: 9, clientMaxWindowBits: 10 }],
	['with the threshold of ws, so that some messages are compressed', { threshold: 1024 }],
];

describe.each(VARIANTS)('ws on both sides, %s', (_, perMessageDeflate) => {
	test('the decoder between them reads every message of both', async () => {
		await using server = await echoServer(perMessageDeflate);
		const events: ConversationEvent[] = [];
		await using tee = await teeTo(server.port, events);
		const client = new WebSocket(`ws://127.0.0.1:${tee.port}/`, { perMessageDeflate });
		await once(client, 'open');
		const echoed: unknown[] = [];
		for (const message of MESSAGES) {
			client.send(message);
			const [data] = await once(client, 'message');
			echoed.push(data);
		}
		client.send('in', { fin: false });
		client.send('pieces', { fin: true });
		await once(client, 'message');
		client.ping('p');
		await once(client, 'pong');
		client.close(4001, 'done');
		await tee.closed;
		expect(violationsOf(events)).toEqual([]);
		const expected = [...MESSAGES, 'inpieces'].map(plain);
		expect(messagesOf(events, 'client').map(read)).toEqual(expected);
		expect(messagesOf(events, 'server').map(read)).toEqual(expected);
		expect(messagesOf(events, 'client').at(-1)?.frames).toBe(2);
		expect(events.at(-1)).toMatchObject({
			type: 'closed',
			close: { code: 4001, reason: 'done', by: 'client', tcp: 'fin' },
		});
		expect(messagesOf(events, 'server').some((message) => message.compressed)).toBe(perMessageDeflate !== false);
	});
});

describe.each(VARIANTS)('our client against a ws server, %s', (_, perMessageDeflate) => {
	test('every message comes back as it was sent', async () => {
		await using server = await echoServer(perMessageDeflate);
		const socket = connect(server.port, '127.0.0.1');
		const decoder = new ConversationDecoder();
		const events: ConversationEvent[] = [];
		const write = (bytes: Uint8Array) => {
			events.push(...decoder.push('client', bytes, 1));
			socket.write(bytes);
		};
		const seen = new Waiter();
		socket.on('data', (bytes) => {
			events.push(...decoder.push('server', bytes, 2));
			seen.wake();
		});
		const extensions = perMessageDeflate === false ? null : 'permessage-deflate; client_max_window_bits';
		write(buildUpgradeRequest({ target: '/', host: 'x', key: KEY, extensions }));
		await seen.until(() => events.some((event) => event.type === 'handshake'));
		const [handshake] = events.flatMap((event) => (event.type === 'handshake' ? [event.handshake] : []));
		expect(handshake?.accepted).toBe(true);
		const params = readDeflateResponse(handshake?.extensions ?? null);
		expect(params !== null).toBe(perMessageDeflate !== false);
		const deflater = params && new Deflater(params, 'client');
		for (const [i, message] of MESSAGES.entries()) {
			const payload = deflater?.deflate(Buffer.from(message)) ?? Buffer.from(message);
			const half = payload.length >> 1;
			const frame = { rsv1: deflater !== null, maskingKey: Math.imul(i + 1, 0x9e3779b1) >>> 0 };
			const opcode = typeof message === 'string' ? 1 : 2;
			write(encodeFrame({ ...frame, opcode, fin: false, payload: payload.subarray(0, half) }));
			write(encodeFrame({ ...frame, rsv1: false, opcode: 0, payload: payload.subarray(half) }));
		}
		await seen.until(() => messagesOf(events, 'server').length === MESSAGES.length);
		write(encodeFrame({ opcode: 8, payload: encodeClosePayload(1000, 'enough'), maskingKey: 1 }));
		await once(socket, 'close');
		expect(messagesOf(events, 'server').map(read)).toEqual(MESSAGES.map(plain));
		expect(violationsOf(events)).toEqual([]);
		expect(framesOf(events).at(-1)).toMatchObject({ opcode: 8, sender: 'server' });
	});
});

function plain(message: string | Buffer): [kind: string, hex: string] {
	return [typeof message === 'string' ? 'text' : 'binary', Buffer.from(message).toString('hex')];
}

function read(message: AssembledMessage): [kind: string, hex: string] {
	return [message.opcode === 1 ? 'text' : 'binary', Buffer.from(message.payload).toString('hex')];
}

function messagesOf(events: readonly ConversationEvent[], sender: string): AssembledMessage[] {
	const assembler = new MessageAssembler();
	return framesOf(events)
		.filter((frame) => frame.sender === sender)
		.flatMap((frame) => assembler.push(frame) ?? []);
}

/** Wakes whoever waits for a condition each time something happened. */
class Waiter {
	#wake: (() => void) | null = null;

	wake(): void {
		this.#wake?.();
	}

	async until(condition: () => boolean): Promise<void> {
		while (!condition()) {
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}
}

interface Listening {
	port: number;
	[Symbol.asyncDispose](): Promise<void>;
}

async function echoServer(perMessageDeflate: PerMessageDeflateOptions | false): Promise<Listening> {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate });
	await once(server, 'listening');
	server.on('connection', (socket) => {
		socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
	});
	const { port } = server.address() as { port: number };
	return {
		port,
		async [Symbol.asyncDispose]() {
			for (const client of server.clients) client.terminate();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A relay that decodes what passes. */
async function teeTo(port: number, events: ConversationEvent[]): Promise<Listening & { closed: Promise<void> }> {
	let finished = () => {};
	const closed = new Promise<void>((resolve) => {
		finished = resolve;
	});
	const server: Server = createServer({ allowHalfOpen: true }, (client) => {
		const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
		const decoder = new ConversationDecoder();
		const pass = (sender: 'client' | 'server', from: Socket, to: Socket) => {
			from.on('data', (bytes) => {
				events.push(...decoder.push(sender, bytes, 1));
				to.write(bytes);
			});
			from.on('end', () => {
				events.push(...decoder.end(sender, 'fin', 2));
				to.end();
				if (events.at(-1)?.type === 'closed') finished();
			});
		};
		pass('client', client, upstream);
		pass('server', upstream, client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as { port: number }).port,
		closed,
		async [Symbol.asyncDispose]() {
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
