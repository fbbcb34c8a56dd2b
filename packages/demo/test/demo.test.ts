import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type DemoBuild, runDemoClient, startDemo } from '../src/index.ts';

interface Seen {
	messages: Record<string, unknown>[];
	close: [code: number, reason: string];
}

/** Talks to a fresh service until it has sent `pushes` pushes, then says bye. */
async function talk(build: DemoBuild, options: { pushes: number; say: string[]; seed?: number }): Promise<Seen> {
	await using demo = await startDemo({ build, pushMs: 5, seed: options.seed });
	const socket = new WebSocket(demo.url);
	const messages: Record<string, unknown>[] = [];
	let pushes = 0;
	socket.on('message', (data, isBinary) => {
		const message = isBinary ? { type: 'binary', bytes: data.toString('hex') } : JSON.parse(data.toString());
		messages.push(message);
		if (message.type === 'message') pushes += 1;
		if (pushes === options.pushes && message.type === 'message') socket.send('{"type":"bye"}');
	});
	await once(socket, 'open');
	for (const text of options.say) socket.send(text);
	socket.send(new Uint8Array([0, 255]));
	const [code, reason] = await once(socket, 'close');
	return { messages, close: [code, reason.toString()] };
}

const SAID = [
	'nonsense',
	...[1, 2, 3].map((n) => JSON.stringify({ type: 'client_message', content: `Message #${n}` })),
];
const originals = (seen: Seen) => seen.messages.filter(({ type }) => type === 'echo').map(({ original }) => original);

describe('the demo service', () => {
	it('greets, pushes, echoes, answers bad JSON and binary, and closes with 1000 on bye', async () => {
		const seen = await talk('correct', { pushes: 4, say: SAID });
		expect(seen.messages[0]).toEqual({
			type: 'connection',
			message: expect.any(String),
			timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
		});
		expect(seen.messages).toContainEqual({
			type: 'message',
			data: expect.any(String),
			clientId: expect.any(String),
			timestamp: expect.any(String),
		});
		expect(seen.messages).toContainEqual({
			type: 'error',
			message: 'Messages must be JSON',
			timestamp: expect.anything(),
		});
		expect(seen.messages).toContainEqual({ type: 'binary', bytes: '00ff' });
		expect(originals(seen)).toEqual([...SAID.slice(1).map((text) => JSON.parse(text)), { type: 'bye' }]);
		expect(seen.close).toEqual([1000, 'bye']);
	});

	it('has exactly three faults in the faulty build', async () => {
		const correct = await talk('correct', { pushes: 4, say: SAID, seed: 7 });
		const faulty = await talk('faulty', { pushes: 3, say: SAID, seed: 7 });
		expect(originals(faulty)).toEqual(
			originals(correct).map((original, index) => (index === 1 ? { type: 'client_message' } : original)),
		);
		const news = (seen: Seen) => seen.messages.filter(({ type }) => type === 'message').map(({ clientId }) => clientId);
		expect(news(faulty)).toEqual(news(correct).filter((_, index) => index !== 2));
		expect(faulty.close).toEqual([1011, 'bye']);
	});

	it('answers HTTP on the same port', async () => {
		await using demo = await startDemo({ build: 'correct' });
		const found = await fetch(`http://127.0.0.1:${demo.port}/health`);
		expect([found.status, await found.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
		expect((await fetch(`http://127.0.0.1:${demo.port}/nothing`)).status).toBe(404);
	});

	it('refuses to start on a port that is taken', async () => {
		await using demo = await startDemo({ build: 'correct' });
		await expect(startDemo({ build: 'correct', port: demo.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});
});

describe('the demo client', () => {
	it('sends its script and ends in an orderly close', async () => {
		await using demo = await startDemo({ build: 'correct', pushMs: 20 });
		const result = await runDemoClient({ url: demo.url, intervalMs: 50, messages: 2 });
		expect(result.closeCode).toBe(1000);
		// greeting, error, binary, two echoes and that of bye; pushes beside them
		expect(result.received).toBeGreaterThanOrEqual(6);
	});

	it('says goodbye early when it is stopped', async () => {
		await using demo = await startDemo({ build: 'correct' });
		const stopped = AbortSignal.abort();
		const result = await runDemoClient({ url: demo.url, intervalMs: 60_000, signal: stopped });
		expect(result).toEqual({ received: 2, closeCode: 1000 });
	});

	it('rejects when nothing listens', async () => {
		const demo = await startDemo({ build: 'correct' });
		await demo.stop();
		await expect(runDemoClient({ url: demo.url })).rejects.toThrow();
	});
});
