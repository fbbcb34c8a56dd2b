import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { EchoService, hasProgram, ScriptedServer, StreamEnd } from '@refrain/testkit';
import { assembleMessages, RecordingCollector } from '@refrain/traffic';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type CaptureNotice, CertificateAuthority, type Listener, parseEndpoint, startCapture } from '../src/index.ts';

let directory: string;
/** What Refrain signs with; clients trust it. */
let authority: CertificateAuthority;
/** What the services sign with; Refrain is told to trust it. */
let theirs: CertificateAuthority;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'refrain-modes-'));
	authority = await CertificateAuthority.create(join(directory, 'ours'));
	theirs = await CertificateAuthority.create(join(directory, 'theirs'));
});
afterAll(() => rm(directory, { recursive: true }));

async function capture(listener: Listener, options: { authority?: CertificateAuthority | null; ca?: string } = {}) {
	const sink = new RecordingCollector();
	const notices: CaptureNotice[] = [];
	const running = await startCapture({
		listeners: [listener],
		recordingId: 'r',
		sink,
		authority: options.authority === undefined ? authority : options.authority,
		tls: { ca: options.ca ?? theirs.certificatePem },
		onNotice: (notice) => notices.push(notice),
	});
	return {
		running,
		sink,
		notices,
		port: running.addresses[0]?.port ?? 0,
		[Symbol.asyncDispose]: () => running.stop(),
	};
}

const service = (tls: boolean) =>
	EchoService.start({ deflate: true, ...(tls ? { tls: theirs.leafFor('localhost') } : {}) });

/** How a client gets a TCP connection to the service. */
type Reach = (proxyPort: number, servicePort: number) => Promise<{ socket: Socket; host: string }>;

const direct: Reach = async (proxyPort) => {
	const socket = connectTcp(proxyPort, '127.0.0.1');
	await once(socket, 'connect');
	return { socket, host: `localhost:${proxyPort}` };
};

const viaConnect: Reach = async (proxyPort, servicePort) => {
	const { socket } = await direct(proxyPort, servicePort);
	socket.write(`CONNECT localhost:${servicePort} HTTP/1.1\r\nHost: localhost:${servicePort}\r\n\r\n`);
	const [answer] = (await once(socket, 'data')) as [Buffer];
	expect(answer.toString()).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
	return { socket, host: `localhost:${servicePort}` };
};

const viaSocks: Reach = async (proxyPort, servicePort) => {
	const { socket } = await direct(proxyPort, servicePort);
	socket.write(Uint8Array.of(5, 1, 0));
	await once(socket, 'data');
	socket.write(Uint8Array.of(5, 1, 0, 3, 9, ...Buffer.from('localhost'), servicePort >> 8, servicePort & 255));
	const [answer] = (await once(socket, 'data')) as [Buffer];
	expect(answer[1]).toBe(0);
	return { socket, host: `localhost:${servicePort}` };
};

/** Sends one message over `reach` and tells what came back. */
async function talk(reach: Reach, { port, servicePort, tls }: { port: number; servicePort: number; tls: boolean }) {
	const { socket, host } = await reach(port, servicePort);
	const client = new WebSocket(`${tls ? 'wss' : 'ws'}://${host}/feed?user=7`, {
		createConnection: () =>
			tls ? connectTls({ socket, servername: 'localhost', ca: authority.certificatePem }) : socket,
	} as ClientOptions);
	await once(client, 'open');
	client.send('hello ✓');
	const [answer] = (await once(client, 'message')) as [Buffer];
	client.close(1000, 'done');
	await once(client, 'close');
	return answer.toString();
}

const CURL = hasProgram('curl', '--version');
const curl = (...args: string[]) => promisify(execFile)('curl', ['-sS', '--max-time', '20', '--noproxy', '', ...args]);

type Case = [
	name: string,
	clientTls: boolean,
	serviceTls: boolean,
	reach: Reach,
	mode: 'reverse' | 'forward' | 'socks5',
];
const CASES: Case[] = [
	['ws to ws, reverse', false, false, direct, 'reverse'],
	['wss to ws, reverse', true, false, direct, 'reverse'],
	['ws to wss, reverse', false, true, direct, 'reverse'],
	['wss to wss, reverse', true, true, direct, 'reverse'],
	['ws, CONNECT', false, false, viaConnect, 'forward'],
	['wss, CONNECT', true, true, viaConnect, 'forward'],
	['ws, SOCKS5 on the port of the forward proxy', false, false, viaSocks, 'forward'],
	['ws, SOCKS5', false, false, viaSocks, 'socks5'],
	['wss, SOCKS5', true, true, viaSocks, 'socks5'],
];

describe('every mode, with and without TLS', () => {
	it.each(CASES)('%s', async (_, clientTls, serviceTls, reach, mode) => {
		await using echo = await service(serviceTls);
		const target = parseEndpoint(`${serviceTls ? 'wss' : 'ws'}://localhost:${echo.port}`);
		const listener: Listener = mode === 'reverse' ? { mode, target, port: 0 } : { mode, port: 0 };
		await using run = await capture(listener);
		expect(await talk(reach, { port: run.port, servicePort: echo.port, tls: clientTls })).toBe('hello ✓');
		await run.running.stop({ graceMs: 5000 });
		const [recorded, ...others] = run.sink.connections();
		expect(others).toEqual([]);
		expect(recorded?.connection).toMatchObject({
			kind: 'websocket',
			path: '/feed?user=7',
			tls: serviceTls,
			close: { code: 1000, reason: 'done', by: 'client', tcp: 'fin' },
			violations: [],
		});
		const messages = assembleMessages(recorded?.frames ?? []);
		expect(
			messages.map(({ sender, type, payload }) => [
				sender,
				type,
				type === 'text' ? Buffer.from(payload).toString() : '',
			]),
		).toEqual([
			['client', 'text', 'hello ✓'],
			['server', 'text', 'hello ✓'],
			['client', 'close', ''],
			['server', 'close', ''],
		]);
		expect(run.notices).toEqual([]);
	});

	it('gives a service its own name as Host, when it is asked to', async () => {
		await using echo = await service(false);
		const target = parseEndpoint(`ws://localhost:${echo.port}`);
		await using run = await capture({ mode: 'reverse', target, rewriteHost: true, port: 0 });
		expect(await talk(direct, { port: run.port, servicePort: echo.port, tls: false })).toBe('hello ✓');
		await run.running.stop({ graceMs: 5000 });
		expect(run.sink.connections().map(({ connection: { host, path } }) => [host, path])).toEqual([
			[`localhost:${echo.port}`, '/feed?user=7'],
		]);
	});

	it.skipIf(!CURL)('records curl, which uses the absolute form for http and CONNECT for https', async () => {
		await using plain = await service(false);
		await using secret = await service(true);
		await using run = await capture({ mode: 'forward', port: 0 });
		const proxy = ['-x', `http://127.0.0.1:${run.port}`];
		const one = await curl(...proxy, `http://localhost:${plain.port}/a?b=c`);
		const files = join(directory, 'ours', 'ca.crt');
		const two = await curl(...proxy, '--cacert', files, `https://localhost:${secret.port}/d`);
		const three = await curl('--socks5-hostname', `127.0.0.1:${run.port}`, `http://localhost:${plain.port}/e`);
		expect([one, two, three].map(({ stdout }) => stdout)).toEqual(['hello', 'hello', 'hello']);
		await run.running.stop({ graceMs: 5000 });
		const recorded = run.sink.connections().map(({ connection: { path, host, tls }, http }) => {
			return [path, host, tls, http[0]?.response?.status];
		});
		expect(recorded).toEqual([
			['/a?b=c', `localhost:${plain.port}`, false, 200],
			['/d', `localhost:${secret.port}`, true, 200],
			['/e', `localhost:${plain.port}`, false, 200],
		]);
	});
});

describe('what goes wrong', () => {
	it('says so when the service has a certificate that nobody vouches for', async () => {
		await using echo = await service(true);
		const target = parseEndpoint(`wss://localhost:${echo.port}`);
		await using run = await capture({ mode: 'reverse', target, port: 0 }, { ca: authority.certificatePem });
		await expect(talk(direct, { port: run.port, servicePort: 0, tls: false })).rejects.toThrow('502');
		expect(run.notices.map(({ code }) => code)).toEqual(['TARGET_UNREACHABLE']);
		expect(run.notices[0]?.message).toMatch(
			/the certificate of localhost:\d+ is .* \(--tls-ca FILE or --tls-insecure\)$/,
		);
	});

	it('gives the client of a tunnel the reason inside its own TLS', async () => {
		await using echo = await service(true);
		await using run = await capture({ mode: 'forward', port: 0 }, { ca: authority.certificatePem });
		await expect(talk(viaConnect, { port: run.port, servicePort: echo.port, tls: true })).rejects.toThrow('502');
		await run.running.stop();
		const [recorded] = run.sink.connections();
		expect(Buffer.from(recorded?.connection.handshake?.responseBody ?? []).toString()).toMatch(
			/^Refrain could not reach localhost: the certificate of localhost:\d+ is .*\n$/,
		);
	});

	it('says so when the client does not trust the authority', async () => {
		await using echo = await service(false);
		const target = parseEndpoint(`ws://localhost:${echo.port}`);
		await using run = await capture({ mode: 'reverse', target, port: 0 });
		// Node looks at the certificate after the handshake, and leaves without a word.
		const client = new WebSocket(`wss://localhost:${run.port}/`, { ca: theirs.certificatePem });
		await expect(once(client, 'open')).rejects.toThrow(/certificate/);
		await expect.poll(() => run.notices.map(({ code }) => code)).toEqual(['CLIENT_TLS_FAILED']);
		expect(run.notices[0]?.message).toContain('most likely it does not trust the certificate authority of Refrain');
	});

	it.skipIf(!CURL)('says so when the client sends an alert about the certificate', async () => {
		await using echo = await service(false);
		const target = parseEndpoint(`ws://localhost:${echo.port}`);
		await using run = await capture({ mode: 'reverse', target, port: 0 });
		await expect(
			curl('--cacert', join(directory, 'theirs', 'ca.crt'), `https://localhost:${run.port}/`),
		).rejects.toThrow();
		await expect.poll(() => run.notices.length).toBe(1);
		expect(run.notices[0]?.message).toContain('the client does not trust the certificate authority of Refrain');
	});

	it('lets TLS pass unread without an authority', async () => {
		await using echo = await service(true);
		await using run = await capture({ mode: 'forward', port: 0 }, { authority: null });
		const { socket } = await viaConnect(run.port, echo.port);
		const client = new WebSocket(`wss://localhost:${echo.port}/`, {
			createConnection: () => connectTls({ socket, servername: 'localhost', ca: theirs.certificatePem }),
		} as ClientOptions);
		await once(client, 'open');
		client.close();
		await once(client, 'close');
		expect(run.notices.map(({ code }) => code)).toEqual(['TLS_UNREAD']);
		expect(run.running.stats().unread).toBe(1);
		await run.running.stop();
		expect(run.sink.connections()).toEqual([]);
	});

	it('lets a protocol pass in which the service speaks first', async () => {
		await using server = await ScriptedServer.start();
		await using run = await capture({ mode: 'forward', port: 0 });
		const { socket } = await viaConnect(run.port, server.port);
		const client = new StreamEnd(socket);
		const other = await server.accept();
		other.socket.write('220 mail.example.com ESMTP\r\n');
		await client.has(28);
		client.socket.write('EHLO example.com\r\n');
		await other.has(18);
		expect(client.received.toString()).toBe('220 mail.example.com ESMTP\r\n');
		expect(other.received.toString()).toBe('EHLO example.com\r\n');
		expect(run.notices.map(({ code }) => code)).toEqual(['PROTOCOL_UNREAD']);
	});

	it('does not connect to itself', async () => {
		await using run = await capture({ mode: 'forward', port: 0 });
		const client = await StreamEnd.connect(run.port);
		client.socket.write(`CONNECT localhost:${run.port} HTTP/1.1\r\n\r\n`);
		expect(await client.end()).toBe('fin');
		expect(client.received.toString()).toMatch(/^HTTP\/1\.1 502 .*that is the recorder itself\.\n$/s);
	});

	it('tells a browser that comes to the proxy port what this is', async () => {
		await using run = await capture({ mode: 'forward', port: 0 });
		const answer = await fetch(`http://127.0.0.1:${run.port}/`);
		expect(answer.status).toBe(400);
		expect(await answer.text()).toMatch(/^This is the proxy of a Refrain recording/);
	});
});

describe('the certificate authority', () => {
	it('keeps its key to its owner, and is the same the next time', async () => {
		expect((await stat(join(directory, 'ours', 'ca.key'))).mode & 0o777).toBe(0o600);
		const again = await CertificateAuthority.create(join(directory, 'ours'));
		expect(again.fingerprint).toBe(authority.fingerprint);
		const forced = await CertificateAuthority.create(join(directory, 'replaced'));
		const other = await CertificateAuthority.create(join(directory, 'replaced'), { force: true });
		expect(other.fingerprint).not.toBe(forced.fingerprint);
		expect(await CertificateAuthority.load(join(directory, 'nothing'))).toBeNull();
	});
});
