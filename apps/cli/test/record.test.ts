import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSnapshotDirectory } from '@refrain/formats';
import {
	expectedFacts,
	factsOf,
	playTcpStream,
	readTcpStream,
	ScriptedServer,
	StreamEnd,
	streamFixtures,
	type TcpFacts,
} from '@refrain/testkit';
import type { RecordedConnection } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { Refrain, refrain, startRecord } from './support/refrain.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** As far as these tests read it. */
interface Inspected {
	connections: {
		status: number | null;
		path: string;
		close: { code: number | null; by: string } | null;
		messages: { sender: string; type: string; sha256: string }[];
		frames: { sender: string }[];
	}[];
}

describe('refrain record', () => {
	const fixtures = [...streamFixtures('own'), ...streamFixtures('third-party')];

	it(`records ${fixtures.length} byte streams as their facts say, and inspect tells them`, async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const out = join(directory.path, 'recording');
		const { process, port } = await startRecord(['--target', `ws://127.0.0.1:${server.port}`, '--out', out]);
		await using _ = process;
		const stated: TcpFacts[] = [];
		for (const { stream, facts } of fixtures) {
			await playTcpStream(await readTcpStream(stream), { port, server });
			const { connections } = JSON.parse(await readFile(facts, 'utf8')) as { connections: Record<string, never>[] };
			stated.push(...connections.map(expectedFacts));
		}
		const { code, stderr, stdout } = await process.interrupt();
		expect(code, stderr).toBe(0);
		expect(stdout).toBe('');
		expect(stderr).toContain(`Next: refrain inspect --in ${out}`);

		const { snapshot } = await readSnapshotDirectory(out);
		expect(byTcpConnection(snapshot.connections).map(factsOf)).toEqual(stated);

		const inspected = await refrain(['inspect', '--in', out, '-o', 'json']);
		expect(inspected.code, inspected.stderr).toBe(0);
		const document = JSON.parse(inspected.stdout) as Inspected;
		const websockets = document.connections.filter(({ status }) => status === 101);
		const expected = stated.filter(({ websocket }) => websocket);
		expect(websockets.map(toldByInspect)).toEqual(
			expected.map(({ c2s, s2c, close_initiator }) => ({
				client: [c2s?.frames, c2s?.messages, c2s?.first_message_sha256, c2s?.last_message_sha256],
				server: [s2c?.frames, s2c?.messages, s2c?.first_message_sha256, s2c?.last_message_sha256],
				closeInitiator: close_initiator,
			})),
		);
	}, 120_000);

	it('refuses an occupied port with one sentence and leaves nothing behind', async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const args = ['record', '--target', 'ws://127.0.0.1:9', '--port', String(server.port), '--out', 'recording'];
		const { code, stderr } = await refrain(args, { cwd: directory.path });
		expect(code).toBe(2);
		expect(stderr).toBe(
			`refrain: port ${server.port} on 127.0.0.1 is already in use; stop the program that listens there or choose another port\n`,
		);
		expect(existsSync(join(directory.path, 'recording'))).toBe(false);
	});

	it.each([
		[['--target', 'ws://'], "refrain: the target 'ws://' is no address; give an address like ws://127.0.0.1:9000"],
		[[], 'refrain: nothing to record: say where the service is, e.g. --target ws://127.0.0.1:9000'],
		[['--target', 'ws://a', '--port', 'x'], 'refrain: --port x: a port is a number from 0'],
	])('refuses %j with one sentence', async (args, sentence) => {
		const { code, stderr, stdout } = await refrain(['record', ...args]);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).toContain(sentence);
		expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	});

	it('refuses to write into a recording that is there', async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const first = await startRecord(['--target', `ws://127.0.0.1:${server.port}`, '--out', directory.path]);
		await first.process.interrupt();
		const args = ['record', '--port', '0', '--target', `ws://127.0.0.1:${server.port}`, '--out', directory.path];
		const { code, stderr } = await refrain(args);
		expect(code).toBe(2);
		expect(stderr).toContain(`${directory.path} holds a recording already`);
		expect(existsSync(join(directory.path, 'refrain.json'))).toBe(true);
	});

	it('goes on when the service is not there: the client gets a 502, the first failure is told', async () => {
		const gone = await ScriptedServer.start();
		const target = gone.port;
		await gone[Symbol.asyncDispose]();
		await using directory = await temporaryDirectory();
		const out = join(directory.path, 'recording');
		const { process, port } = await startRecord(['--target', `ws://127.0.0.1:${target}`, '--out', out]);
		await using _ = process;
		for (const path of ['/first', '/second']) {
			const client = await StreamEnd.connect(port);
			client.socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
			await client.end();
			client.socket.end();
			expect(client.received.toString()).toMatch(/^HTTP\/1\.1 502 .*nothing listens on 127\.0\.0\.1:\d+\.\n$/s);
		}
		const { code, stderr } = await process.interrupt();
		expect(code).toBe(0);
		expect(stderr.match(/could not reach/g)).toHaveLength(1);
		expect(stderr).toContain('2 connections could not be passed on');
		const { snapshot } = await readSnapshotDirectory(out);
		expect(snapshot.connections.map(({ http }) => http[0]?.response?.status)).toEqual([502, 502]);
	});

	it('runs a program while it records, tells it where the proxy is, and ends with its exit code', async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const program = 'console.log(process.env.WS_URL, process.env.REFRAIN_PROXY_URL); process.exit(7)';
		const target = ['--target', `ws://127.0.0.1:${server.port}`];
		const args = ['record', '--port', '0', ...target, '--out', directory.path, '--', 'node', '-e', program];
		const { code, stdout, stderr } = await refrain(args);
		expect(code, stderr).toBe(7);
		const port = /listening on 127\.0\.0\.1:(\d+)/.exec(stderr)?.[1];
		expect(stdout).toBe(`ws://127.0.0.1:${port} ws://127.0.0.1:${port}\n`);
	});

	it('says so when the program cannot be started', async () => {
		await using directory = await temporaryDirectory();
		const args = [
			'record',
			'--port',
			'0',
			'--target',
			'ws://127.0.0.1:9',
			'--out',
			directory.path,
			'--',
			'no-such-program',
		];
		const { code, stderr } = await refrain(args);
		expect(code).toBe(2);
		expect(stderr).toContain('refrain: no-such-program could not be started: there is no such program\n');
	});

	it('hands signals on to the program and finishes the recording', async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const program = "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.error('up')";
		const target = ['--target', `ws://127.0.0.1:${server.port}`];
		await using process = new Refrain([
			'record',
			...['--port', '0', ...target, '--out', directory.path, '--', 'node', '-e', program],
		]);
		await process.said(/^up$/m);
		process.kill('SIGTERM');
		const { code, stderr } = await process.finished();
		expect(code, stderr).toBe(5);
		expect((await readSnapshotDirectory(directory.path)).snapshot.connections).toEqual([]);
	});

	it('ends by itself at the timeout', async () => {
		await using server = await ScriptedServer.start();
		await using directory = await temporaryDirectory();
		const target = ['--target', `ws://127.0.0.1:${server.port}`];
		const args = ['record', '--port', '0', ...target, '--out', directory.path, '--timeout', '200ms'];
		const { code, stderr } = await refrain(args);
		expect(code).toBe(0);
		expect(stderr).toContain('the time given by --timeout is over');
	});
});

function toldByInspect({ messages, frames, close }: Inspected['connections'][number]) {
	const side = (wanted: string) => {
		const data = messages.filter(({ sender, type }) => sender === wanted && (type === 'text' || type === 'binary'));
		const count = frames.filter(({ sender }) => sender === wanted).length;
		return [count, data.length, data[0]?.sha256 ?? null, data.at(-1)?.sha256 ?? null];
	};
	const frame = messages.some(({ type }) => type === 'close');
	return { client: side('client'), server: side('server'), closeInitiator: frame ? close?.by : null };
}

/** One TCP connection may have given several recorded ones; the client's port tells them apart. */
function byTcpConnection(recorded: readonly RecordedConnection[]): RecordedConnection[][] {
	const groups = new Map<string | null, RecordedConnection[]>();
	for (const one of recorded) {
		const address = one.connection.clientAddress;
		groups.set(address, [...(groups.get(address) ?? []), one]);
	}
	return [...groups.values()];
}
