import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ServerOptions, WebSocket } from 'ws';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { record, serve } from './record.ts';

const HANDSHAKE =
	'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
	'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';

/** Answers JSON with `{type:'answer',to}` and a text of 3 fragments to 'fragments'. */
function answering(socket: WebSocket): void {
	socket.on('message', (data) => {
		const text = data.toString();
		if (text === 'fragments') {
			socket.send('one ', { fin: false });
			socket.send('two ', { fin: false });
			socket.send('three', { fin: true });
			return;
		}
		if (text === 'leave') socket.close(4001, 'as you wish');
		else if (text === 'cut') socket.terminate();
		else socket.send(JSON.stringify({ type: 'answer', to: JSON.parse(text) }));
	});
}

async function recorded(options: ServerOptions, play: (client: TestClient) => Promise<void>, offer = {}) {
	await using service = await serve(answering, options);
	return await record(service.url, async (url) => {
		await using client = await TestClient.open(url, offer);
		await play(client);
	});
}

const askOnce = async (client: TestClient) => {
	client.send({ type: 'ask', n: 1 });
	await client.until(() => client.received.length === 1);
};

describe('the wire', () => {
	it.each([
		{ compressed: true, recordedWith: { perMessageDeflate: { threshold: 0 } }, offers: true },
		{ compressed: false, recordedWith: { perMessageDeflate: { threshold: 0 } }, offers: false },
		{ compressed: false, recordedWith: { perMessageDeflate: false }, offers: true },
	])('negotiates compression: $compressed', async ({ compressed, recordedWith, offers }) => {
		const snapshot = await recorded(recordedWith, askOnce);
		await using mock = await startMock({ snapshot });
		await using client = await TestClient.open(`${mock.url}/ws`, {
			perMessageDeflate: offers ? { threshold: 0 } : false,
		});
		expect(client.socket.extensions).toBe(compressed ? 'permessage-deflate' : '');
		const text = 'a'.repeat(10_000);
		for (const n of [1, 2, 3]) {
			client.send({ n, type: 'ask', text });
			await client.until(() => client.received.length === n);
		}
		expect(client.received.map((answer) => JSON.parse(String(answer)).to)).toEqual(
			[1, 2, 3].map((n) => ({ n, type: 'ask', text })),
		);
	});

	it('takes messages in fragments, with a ping between them', async () => {
		const snapshot = await recorded({}, askOnce);
		await using mock = await startMock({ snapshot });
		await using client = await TestClient.open(`${mock.url}/ws`);
		client.socket.send('{"type":"ask"', { fin: false });
		client.socket.ping('between');
		client.socket.send(',"n":', { fin: false });
		client.socket.send('7}', { fin: true });
		await client.until(() => client.received.length === 1);
		expect(JSON.parse(String(client.received[0]))).toEqual({ type: 'answer', to: { type: 'ask', n: 7 } });
		expect(client.pongs).toEqual(['between']);
	});

	it('sends what was recorded in fragments in fragments', async () => {
		const snapshot = await recorded({}, async (client) => {
			client.send('fragments');
			await client.until(() => client.received.length === 1);
		});
		await using mock = await startMock({ snapshot });
		const again = await record(mock.url, async (url) => {
			await using client = await TestClient.open(`${url}ws`);
			client.send('fragments');
			await client.until(() => client.received.length === 1);
			expect(client.received).toEqual(['one two three']);
		});
		const frames = again.connections[0]?.frames.filter(({ sender, opcode }) => sender === 'server' && opcode < 8);
		expect(frames?.map(({ payload, fin }) => [new TextDecoder().decode(payload), fin])).toEqual([
			['one ', false],
			['two ', false],
			['three', true],
		]);
	});

	it('takes a frame that comes in one segment with the handshake', async () => {
		const snapshot = await recorded({}, askOnce);
		await using mock = await startMock({ snapshot });
		const socket = connect(mock.port, '127.0.0.1');
		const ask = Buffer.from('{"type":"ask","n":5}');
		socket.write(Buffer.concat([Buffer.from(HANDSHAKE), Buffer.from([0x81, 0x80 | ask.length, 0, 0, 0, 0]), ask]));
		let received = '';
		socket.on('data', (chunk) => {
			received += chunk;
		});
		await expect.poll(() => received).toContain('{"type":"answer","to":{"type":"ask","n":5}}');
		socket.destroy();
	});

	it('ends as recorded: with a code, and without a close frame', async () => {
		const ending = (word: string) =>
			recorded({}, async (client) => {
				client.send(word);
				await client.closed;
			});
		await using closing = await startMock({ snapshot: await ending('leave') });
		const one = await TestClient.open(`${closing.url}/ws`);
		one.send('leave');
		expect(await one.closed).toEqual({ code: 4001, reason: 'as you wish' });
		await using cutting = await startMock({ snapshot: await ending('cut') });
		const two = await TestClient.open(`${cutting.url}/ws`);
		two.send('cut');
		expect((await two.closed).code).toBe(1006);
	});

	it.each([
		['an unmasked frame', [0x81, 0x01, 0x61], 1002],
		['a reserved opcode', [0x83, 0x80, 0, 0, 0, 0], 1002],
		['text that is no UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff], 1007],
		['a frame of a gigabyte', [0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, ...new Array(100_100).fill(0)], 1009],
		[
			'fragments without end',
			new Array(110)
				.fill([0x02, 0xfe, 0x03, 0xe8, ...new Array(1004).fill(0)])
				.flatMap((f, n) => [n === 0 ? 2 : 0, ...f.slice(1)]),
			1009,
		],
	])('answers %s with the right close code, and serves others on', async (_, bytes, code) => {
		const snapshot = await recorded({}, askOnce);
		await using mock = await startMock({ snapshot, maxMessageBytes: 100_000 });
		const socket = connect(mock.port, '127.0.0.1');
		socket.write(HANDSHAKE);
		const chunks: Buffer[] = [];
		socket.on('data', (chunk) => chunks.push(chunk));
		await once(socket, 'data');
		socket.write(Uint8Array.from(bytes));
		await once(socket, 'end');
		socket.destroy();
		const all = Buffer.concat(chunks);
		const frames = all.subarray(all.indexOf('\r\n\r\n') + 4);
		expect([frames[0], frames.readUInt16BE(2)]).toEqual([0x88, code]);
		await using other = await TestClient.open(`${mock.url}/ws`);
		await askOnce(other);
		expect(mock.stats().openConnections).toBe(1);
	});
});
