import { createServer, type Server, type Socket } from 'node:net';
import { DEFAULT_TEST_CONFIG, evaluate } from '@refrain/assertions';
import { encodeFrame, secWebSocketAccept } from '@refrain/protocol';
import { encodeUtf8 } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { type ReplayOptionsInput, startReplay } from '../src/index.ts';
import { MemorySink } from './memory-sink.ts';
import { closeFrame, sketch, snapshotOf } from './sketch.ts';

const snapshot = snapshotOf(
	sketch([
		{ from: 'client', atMs: 5, text: 'ask' },
		{ from: 'server', atMs: 6, text: 'answer' },
		{ from: 'client', atMs: 10, text: 'more' },
		closeFrame('client', 15, 1000),
		closeFrame('server', 16, 1000),
	]),
);
const QUICK: ReplayOptionsInput = { answerTimeoutMs: 150, handshakeTimeoutMs: 10_000, graceMs: 50 };

/** A target that does with each TCP connection what the test says. */
async function target(behave: (socket: Socket) => void) {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		behave(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return {
		url: `ws://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Answers the handshake, then calls back with the bytes that follow it. */
function upgraded(then: (socket: Socket) => void): (socket: Socket) => void {
	return (socket) => {
		socket.once('data', (bytes) => {
			const [, key = ''] = /sec-websocket-key: (\S+)/i.exec(bytes.toString()) ?? [];
			const accept = secWebSocketAccept(key);
			socket.write(
				`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
			);
			then(socket);
		});
	};
}

async function outcomeOf(behave: (socket: Socket) => void, options: ReplayOptionsInput = QUICK) {
	await using there = await target(behave);
	const observed = await startReplay({ snapshot, target: there.url, options });
	const { summary } = evaluate(snapshot, observed, DEFAULT_TEST_CONFIG);
	return { state: observed.outcome.state, connection: observed.outcome.connections[0], summary, observed };
}

describe('a target that', () => {
	it('is not there ends the replay with one sentence, for all connections at once', async () => {
		const port = await freePort();
		const second = {
			...sketch([]),
			connection: { ...sketch([]).connection, id: 'second', openedAtUs: 1_700_000_060_000_000 },
		};
		const both = { ...snapshot, connections: [...snapshot.connections, second] };
		const observed = await startReplay({ snapshot: both, target: `ws://127.0.0.1:${port}` });
		const sentence = `nothing listens on 127.0.0.1:${port} (connection refused); start the service or correct the target`;
		expect(observed.outcome).toMatchObject({ state: 'error', error: sentence });
		expect(observed.outcome.connections.map(({ state, error }) => [state, error])).toEqual([
			['failed', sentence],
			['failed', sentence],
		]);
		expect(evaluate(both, observed, DEFAULT_TEST_CONFIG).summary).toMatchObject({
			result: 'error',
			causes: [{ sentence: `Connection failed: ${sentence}` }],
		});
	});

	it('hangs after accepting TCP is given up', async () => {
		const { connection, summary } = await outcomeOf(() => undefined, { ...QUICK, handshakeTimeoutMs: 150 });
		expect(connection).toMatchObject({
			state: 'failed',
			error: 'the target did not answer the handshake within 0.15 s',
		});
		expect(summary.result).toBe('failed');
	});

	it('closes at once is told so', async () => {
		const { connection } = await outcomeOf((socket) => socket.end());
		expect(connection?.error).toBe('the target closed the connection during the handshake');
	});

	it('refuses the handshake keeps its answer', async () => {
		const { observed, summary } = await outcomeOf(
			(socket) => void socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno')),
		);
		expect(summary.causes.map(({ sentence }) => sentence)).toContain('Handshake answered with 403 instead of 101');
		expect(observed.connections[0]?.connection.handshake?.response?.status).toBe(403);
	});

	it('never answers a message costs the wait once, not for ever', async () => {
		const { connection, summary } = await outcomeOf(upgraded(() => undefined));
		expect(connection).toMatchObject({ state: 'closed', waitedInVain: [1] });
		expect(summary.causes.map(({ sentence }) => sentence)).toContain('No response text to text');
	});

	it('resets in the middle of a message leaves what came before', async () => {
		const { state, observed, summary } = await outcomeOf(
			upgraded((socket) => {
				socket.write(Uint8Array.of(0x01, 3, 97, 98, 99), () => socket.resetAndDestroy());
			}),
		);
		expect(state).toBe('finished');
		expect(observed.connections[0]?.connection.close).toMatchObject({ by: 'server' });
		expect(summary.result).toBe('failed');
	});

	it('sends garbage is recorded as violations', async () => {
		const { observed } = await outcomeOf(upgraded((socket) => socket.write(new Uint8Array(40).fill(0xff))));
		expect(observed.connections[0]?.connection.violations.length).toBeGreaterThan(0);
	});

	it('answers with something that is no HTTP fails the handshake', async () => {
		const { connection } = await outcomeOf((socket) => void socket.write('\u0016\u0003\u0001 what is this\r\n\r\n'));
		expect(connection?.error).toContain('does not answer the handshake in HTTP');
	});

	it('floods is read, and every message is there', async () => {
		const frame = encodeFrame({ opcode: 1, payload: encodeUtf8('flood'), maskingKey: null });
		const answer = encodeFrame({ opcode: 1, payload: encodeUtf8('answer'), maskingKey: null });
		const { state, observed } = await outcomeOf(
			upgraded((socket) => {
				socket.write(Buffer.concat([...Array<Uint8Array>(20_000).fill(frame), answer]));
			}),
			{ ...QUICK, answerTimeoutMs: 10_000, graceMs: 2_000 },
		);
		expect(state).toBe('finished');
		const texts = observed.connections[0]?.frames.filter(({ sender, opcode }) => sender === 'server' && opcode === 1);
		expect(texts).toHaveLength(20_001);
	});
});

describe('stopping', () => {
	it('closes what is open and keeps what was judged', async () => {
		await using there = await target(upgraded(() => undefined));
		const abort = new AbortController();
		const sink = new MemorySink();
		const running = startReplay({
			snapshot,
			target: there.url,
			signal: abort.signal,
			sink,
			onProgress: ({ messagesSent }) => messagesSent > 0 && abort.abort(),
		});
		const observed = await running;
		expect(observed.outcome).toMatchObject({ state: 'stopped', error: 'the replay was stopped' });
		expect(observed.connections[0]?.frames.at(-1)).toMatchObject({ sender: 'client', opcode: 8 });
		expect(sink.snapshot().connections[0]?.frames).toEqual(observed.connections[0]?.frames);
	});

	it('before the start plays nothing', async () => {
		const observed = await startReplay({ snapshot, target: 'ws://127.0.0.1:1', signal: AbortSignal.abort() });
		expect(observed).toMatchObject({ outcome: { state: 'stopped' }, connections: [] });
	});
});

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}
