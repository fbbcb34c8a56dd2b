import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { probeTarget } from '../src/index.ts';
import { sketch, snapshotOf } from './sketch.ts';

const snapshot = snapshotOf(sketch([{ from: 'client', atMs: 5, text: 'never sent' }]));

it('says how a target answers the recorded handshake, and sends nothing else', async () => {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'v1' });
	await once(server, 'listening');
	const closed = once(server, 'connection').then(async ([socket]) => {
		const messages: unknown[] = [];
		socket.on('message', (message: unknown) => messages.push(message));
		const [code] = await once(socket, 'close');
		return { code, messages };
	});
	const probe = await probeTarget({ snapshot, target: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
	expect(probe).toMatchObject({ ok: true, status: 101, subprotocol: 'v1' });
	expect(probe.sentence).toMatch(/^101 in \d+ ms, v1$/);
	expect(await closed).toEqual({ code: 1000, messages: [] });
	server.close();
});

it('says why it does not', async () => {
	const probe = await probeTarget({ snapshot, target: 'ws://127.0.0.1:1' });
	expect(probe).toMatchObject({ ok: false, status: null });
	expect(probe.sentence).toContain('nothing listens on 127.0.0.1:1');
});
