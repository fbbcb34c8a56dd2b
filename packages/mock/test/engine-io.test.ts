import { decodeConnection } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { mergePolling } from '../src/engine-io/merge-polling.ts';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { fixtureSnapshot } from './fixture-snapshot.ts';

/** Polls until a packet comes that the test accepts; gives all packets that came. */
async function pollUntil(url: string, test: (packet: string) => boolean): Promise<string[]> {
	const packets: string[] = [];
	while (!packets.some(test)) {
		const body = await (await fetch(url)).text();
		packets.push(...body.split('\x1e'));
	}
	return packets;
}

describe('Engine.IO clients that begin with polling', () => {
	it('are one connection in the recording, whichever way a packet went', async () => {
		const { connections, paths } = mergePolling((await fixtureSnapshot('socketio')).connections);
		const merged = connections.find(
			({ connection }) => connection.kind === 'websocket' && connection.path.includes('transport=polling'),
		);
		expect(merged).toBeDefined();
		if (merged === undefined) return;
		const texts = decodeConnection(merged).messages.map(({ sender, payload }) => `${sender} ${Buffer.from(payload)}`);
		expect(texts.slice(0, 4)).toEqual([
			expect.stringMatching(/^server 0\{"sid":/),
			'client 40',
			expect.stringMatching(/^server 40\{"sid":/),
			'client 420["join","room1"]',
		]);
		expect(texts.filter((text) => /probe|^client 5$|^server 6$/.test(text))).toEqual([]);
		expect([...paths]).toEqual(['/socket.io/']);
	});

	it('poll, go over to a WebSocket, and do not mix', async () => {
		await using mock = await startMock({
			snapshot: await fixtureSnapshot('socketio'),
			options: { latency: { mode: 'none' }, noMatch: { action: 'silent' } },
		});
		const base = `http://127.0.0.1:${mock.port}/socket.io/?EIO=4`;
		const connectOne = async () => {
			const [open = ''] = await pollUntil(`${base}&transport=polling`, (packet) => packet.startsWith('0{'));
			const sid = JSON.parse(open.slice(1)).sid as string;
			const polling = `${base}&transport=polling&sid=${sid}`;
			expect(await (await fetch(polling, { method: 'POST', body: '40' })).text()).toBe('ok');
			await pollUntil(polling, (packet) => packet.startsWith('40{"sid":'));
			const client = await TestClient.open(`${mock.url}/socket.io/?EIO=4&transport=websocket&sid=${sid}`);
			// A poll that is open ends when the client tries the WebSocket.
			const held = fetch(polling).then((response) => response.text());
			client.send('2probe');
			await client.until(() => client.received.includes('3probe'));
			await held;
			client.send('5');
			client.send('427["join","room1"]');
			await client.until(() => client.received.some((text) => String(text).startsWith('437[')));
			return { sid, client };
		};
		const [one, two] = await Promise.all([connectOne(), connectOne()]);
		expect(one.sid).not.toBe(two.sid);
		expect(mock.stats()).toMatchObject({ connections: 2, openConnections: 2, misses: 0 });
		one.client.socket.terminate();
		await expect.poll(() => mock.stats().openConnections).toBe(1);
		two.client.socket.terminate();
	});

	it('are told when their session is not known, and what is no packet', async () => {
		await using mock = await startMock({ snapshot: await fixtureSnapshot('socketio') });
		const base = `http://127.0.0.1:${mock.port}/socket.io/?EIO=4&transport=polling`;
		const unknown = await fetch(`${base}&sid=nobody`);
		expect([unknown.status, await unknown.json()]).toEqual([400, { code: 1, message: 'Session ID unknown' }]);
		const [open = ''] = await pollUntil(base, (packet) => packet.startsWith('0{'));
		const bad = await fetch(`${base}&sid=${JSON.parse(open.slice(1)).sid}`, { method: 'POST', body: 'garbage' });
		expect(bad.status).toBe(400);
	});
});
