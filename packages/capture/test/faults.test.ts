import { readFile } from 'node:fs/promises';
import { encodeFrame, OPCODE, secWebSocketAccept } from '@refrain/protocol';
import { ownFixture, ScriptedServer, StreamEnd } from '@refrain/testkit';
import { assembleMessages, RecordingCollector } from '@refrain/traffic';
import { expect, it } from 'vitest';
import { parseEndpoint, startCapture } from '../src/index.ts';

interface Fault {
	id: string;
	desc: string;
	side: 'c2s' | 's2c';
	/** Whether permessage-deflate is agreed on first. */
	pmd: boolean;
	hex: string;
	/** What a receiver should do: close with this code, or take it. */
	rfc_expect: number | 'valid';
}

const faults: Fault[] = JSON.parse(await readFile(ownFixture('faults/faults.json'), 'utf8'));
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

async function upgraded(run: { port: number; server: ScriptedServer }, { pmd, path }: { pmd: boolean; path: string }) {
	const extension = pmd ? 'Sec-WebSocket-Extensions: permessage-deflate\r\n' : '';
	const client = await StreamEnd.connect(run.port);
	const service = await run.server.accept();
	const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${extension}\r\n`;
	const accept = secWebSocketAccept(KEY);
	const response = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${extension}\r\n`;
	client.socket.write(request);
	await service.has(request.length);
	service.socket.write(response);
	await client.has(response.length);
	return { client, service, requestBytes: request.length, responseBytes: response.length };
}

it(`relays ${faults.length} malformed streams unchanged, and records the connection after each`, async () => {
	await using server = await ScriptedServer.start();
	const sink = new RecordingCollector();
	await using capture = await startCapture({
		listeners: [{ mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${server.port}`), port: 0 }],
		recordingId: 'r',
		sink,
	});
	const run = { port: capture.addresses[0]?.port ?? 0, server };
	for (const fault of faults) {
		const bytes = Buffer.from(fault.hex, 'hex');
		const faulty = await upgraded(run, { pmd: fault.pmd, path: `/${fault.id}` });
		const [from, to, before] =
			fault.side === 'c2s'
				? [faulty.client, faulty.service, faulty.requestBytes]
				: [faulty.service, faulty.client, faulty.responseBytes];
		from.socket.write(bytes);
		await to.has(before + bytes.length);
		expect(to.received.subarray(before), fault.id).toEqual(bytes);

		const next = await upgraded(run, { pmd: false, path: '/next' });
		const frame = encodeFrame({ opcode: OPCODE.text, payload: Buffer.from(fault.id), maskingKey: 0x11223344 });
		next.client.socket.end(frame);
		await next.service.end();
		next.service.socket.end();
		await next.client.end();
		faulty.client.socket.destroy();
		faulty.service.socket.destroy();
	}
	await capture.stop({ graceMs: 5000 });

	expect(capture.stats()).toMatchObject({ errors: 0, gaps: 0, droppedBytes: 0, firstError: null });
	const recorded = sink.connections();
	const after = recorded.filter(({ connection }) => connection.path === '/next');
	expect(
		after.map(({ frames }) => assembleMessages(frames).map(({ payload }) => Buffer.from(payload).toString())),
	).toEqual(faults.map(({ id }) => [id]));
	const judged = recorded.filter(({ connection }) => connection.path !== '/next');
	expect(judged.map(({ connection: { path, violations } }) => [path, violations.length > 0])).toEqual(
		faults.map(({ id, rfc_expect }) => [`/${id}`, rfc_expect !== 'valid']),
	);
	expect(recorded.map(({ connection }) => connection.path)).toEqual(faults.flatMap(({ id }) => [`/${id}`, '/next']));
});
