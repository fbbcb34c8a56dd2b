import { join } from 'node:path';
import { readSnapshotDirectory } from '@refrain/formats';
import { EchoService, type Told, tell, UNAUTHORIZED_BODY } from '@refrain/testkit';
import { assembleMessages, type Message, type RecordedConnection, type Sender } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { pythonClient, type RealClient, wsClient } from './support/clients.ts';
import { startRecord } from './support/refrain.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

function told(messages: readonly Message[], sender: Sender): Told[] {
	return messages
		.filter((message) => message.sender === sender && (message.type === 'text' || message.type === 'binary'))
		.map(({ type, payload }) => tell(payload, type === 'binary'));
}

async function recording(target: number, client: (port: number) => Promise<unknown>): Promise<RecordedConnection[]> {
	await using directory = await temporaryDirectory();
	const out = join(directory.path, 'recording');
	const { process, port } = await startRecord(['--target', `ws://127.0.0.1:${target}`, '--out', out]);
	await using _ = process;
	await client(port);
	const { code, stderr } = await process.interrupt();
	expect(code, stderr).toBe(0);
	return [...(await readSnapshotDirectory(out)).snapshot.connections];
}

describe.each<RealClient>([wsClient, pythonClient])('$name', (client) => {
	if (client.missing) console.warn(`SKIPPED: ${client.missing}`);

	it.skipIf(client.missing).each([false, true])(
		'is recorded byte for byte (permessage-deflate: %s)',
		async (deflate) => {
			await using service = await EchoService.start({ deflate });
			let story: Awaited<ReturnType<RealClient['run']>> | undefined;
			const [recorded, ...others] = await recording(service.port, async (port) => {
				story = await client.run(`ws://127.0.0.1:${port}/feed?user=7`, { deflate });
			});
			expect(others).toEqual([]);
			if (!recorded || !story) throw new Error('nothing was recorded');
			const messages = assembleMessages(recorded.frames);
			expect(told(messages, 'client')).toEqual(story.sent);
			expect(told(messages, 'client')).toEqual(service.received);
			expect(told(messages, 'server')).toEqual(story.received);
			expect(told(messages, 'server')).toEqual(story.sent);

			const { connection } = recorded;
			expect(connection.path).toBe('/feed?user=7');
			expect(connection.handshake).toMatchObject({ accepted: true, subprotocol: 'v2' });
			expect(story.subprotocol).toBe('v2');
			expect(connection.handshake?.extensions?.includes('permessage-deflate') ?? false).toBe(deflate);
			expect(messages.some(({ compressed }) => compressed)).toBe(deflate);
			expect(messages.filter(({ frames }) => frames > 1)).toHaveLength(2);
			expect(connection.violations).toEqual([]);
			expect(connection.droppedFrames).toBe(0);
			expect(connection.close).toMatchObject({ code: 4321, reason: 'done ✓', by: 'client', tcp: 'fin' });
			expect(story.close).toEqual({ code: 4321, reason: 'done ✓' });

			const control = messages.filter(({ type }) => type === 'ping' || type === 'pong');
			expect(control.map(({ type, sender, payload }) => [type, sender, Buffer.from(payload).toString()])).toEqual([
				['ping', 'client', 'are you there'],
				['pong', 'server', 'are you there'],
			]);
			if (story.pongs !== null) expect(story.pongs).toBe(1);
		},
		60_000,
	);
});

it('stores a refused handshake with its body', async () => {
	await using service = await EchoService.start({ deflate: false });
	const [recorded] = await recording(service.port, async (port) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}/denied`);
		await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow(/401/);
	});
	expect(recorded?.connection).toMatchObject({ kind: 'websocket', handshake: { accepted: false } });
	expect(recorded?.connection.handshake?.response?.status).toBe(401);
	expect(Buffer.from(recorded?.connection.handshake?.responseBody ?? []).toString()).toBe(UNAUTHORIZED_BODY);
});

it('records plain HTTP requests on the same port', async () => {
	await using service = await EchoService.start({ deflate: false });
	const [recorded] = await recording(service.port, async (port) => {
		const response = await fetch(`http://127.0.0.1:${port}/health?deep=1`, { headers: { connection: 'close' } });
		expect(await response.text()).toBe('hello');
	});
	expect(recorded?.connection.kind).toBe('http');
	expect(recorded?.http).toMatchObject([
		{ request: { method: 'GET', target: '/health?deep=1' }, response: { status: 200 } },
	]);
	expect(Buffer.from(recorded?.http[0]?.responseBody ?? []).toString()).toBe('hello');
});
