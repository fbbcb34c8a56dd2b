import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EchoService } from '@refrain/testkit';
import { RecordingCollector } from '@refrain/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaptureNotice, CertificateAuthority, preloadVariables, startCapture } from '../src/index.ts';

const PROGRAM = fileURLToPath(new URL('support/preloaded.mjs', import.meta.url));

let directory: string;
let authority: CertificateAuthority;
let theirs: CertificateAuthority;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'refrain-preload-'));
	authority = await CertificateAuthority.create(join(directory, 'ours'));
	theirs = await CertificateAuthority.create(join(directory, 'theirs'));
});
afterAll(() => rm(directory, { recursive: true }));

async function recorded(library: string, tls: boolean) {
	await using echo = await EchoService.start({ deflate: true, ...(tls ? { tls: theirs.leafFor('localhost') } : {}) });
	const sink = new RecordingCollector();
	const notices: CaptureNotice[] = [];
	await using capture = await startCapture({
		listeners: [{ mode: 'transparent', destinations: 'announced', port: 0 }],
		recordingId: 'r',
		sink,
		authority,
		tls: { ca: theirs.certificatePem },
		onNotice: (notice) => notices.push(notice),
	});
	const [led] = capture.addresses;
	if (!led) throw new Error('nothing listens');
	const env = {
		...process.env,
		...preloadVariables(led, { own: [], nodeOptions: '--experimental-websocket' }),
		NODE_EXTRA_CA_CERTS: join(directory, 'ours', 'ca.crt'),
	};
	const url = `${tls ? 'wss' : 'ws'}://localhost:${echo.port}/feed`;
	const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, library, url], { env });
	await capture.stop({ graceMs: 5000 });
	expect(notices).toEqual([]);
	return { answer: stdout.trim(), connections: sink.connections(), port: echo.port };
}

describe.each([false, true])('a program that was given the preload (TLS: %s)', (tls) => {
	it.each(['ws', 'global'])('is recorded when it uses WebSockets of the kind: %s', async (library) => {
		const { answer, connections, port } = await recorded(library, tls);
		expect(answer).toBe('hello');
		expect(
			connections.map(({ connection: { path, host, kind, tls: secure, close } }) => [
				path,
				host,
				kind,
				secure,
				close?.code,
			]),
		).toEqual([['/feed', `localhost:${port}`, 'websocket', tls, 1000]]);
	});

	it('is recorded when it uses fetch', async () => {
		const { answer, connections, port } = await recorded('fetch', tls);
		expect(answer).toBe('hello');
		expect(connections.map(({ connection: { path, host, kind, tls: secure } }) => [path, host, kind, secure])).toEqual([
			['/feed', `localhost:${port}`, 'http', tls],
		]);
	});
});

it('leaves connections to the ports of the recorder itself alone', async () => {
	await using echo = await EchoService.start({ deflate: false });
	await using capture = await startCapture({
		listeners: [{ mode: 'transparent', destinations: 'announced', port: 0 }],
		recordingId: 'r',
		sink: new RecordingCollector(),
	});
	const [led] = capture.addresses;
	if (!led) throw new Error('nothing listens');
	const env = { ...process.env, ...preloadVariables(led, { own: [echo.port] }) };
	const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, 'ws', `ws://127.0.0.1:${echo.port}/`], {
		env,
	});
	expect(stdout.trim()).toBe('hello');
	expect(capture.stats().totalConnections).toBe(0);
});
