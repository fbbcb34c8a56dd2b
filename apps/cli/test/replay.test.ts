import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEndpoint, startCapture } from '@refrain/capture';
import { readSnapshotDirectory, SnapshotDirectoryWriter } from '@refrain/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { CliIo } from '../src/cli-io.ts';
import { EXIT } from '../src/exit-code.ts';
import { runCli } from '../src/run-cli.ts';

let directory: string;

beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'refrain-cli-replay-'));
	await using service = await startService({});
	await recordInto(join(directory, 'recording'), service.port);
});
afterAll(() => rm(directory, { recursive: true }));

/** A service with a clock, and with a business value that a build may break. */
async function startService({ total = 10, silent = false }: { total?: number; silent?: boolean }) {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
	await once(server, 'listening');
	server.on('connection', (socket) =>
		socket.on('message', (data) => {
			if (!silent) socket.send(JSON.stringify({ type: 'answer', to: JSON.parse(`${data}`).n, total, at: Date.now() }));
		}),
	);
	return {
		port: (server.address() as AddressInfo).port,
		async [Symbol.asyncDispose]() {
			for (const client of server.clients) client.terminate();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function recordInto(out: string, target: number): Promise<void> {
	const id = '01900000-0000-7000-8000-000000000000';
	const sink = await SnapshotDirectoryWriter.create(out, {
		id,
		name: 'two questions',
		createdAtUs: 0,
		generator: 'test',
	});
	const capture = await startCapture({
		listeners: [{ port: 0, mode: 'reverse', target: parseEndpoint(`ws://127.0.0.1:${target}`) }],
		recordingId: id,
		sink,
	});
	const client = new WebSocket(`ws://127.0.0.1:${capture.addresses[0]?.port}/ws`);
	await once(client, 'open');
	for (const n of [1, 2]) {
		client.send(JSON.stringify({ type: 'ask', n }));
		await once(client, 'message');
	}
	client.close(1000);
	await once(client, 'close');
	await capture.stop({ graceMs: 1000 });
	await sink.finish();
}

async function refrain(...args: string[]) {
	const [out, notes]: [string[], string[]] = [[], []];
	const io: CliIo = {
		result: async (text) => void out.push(text),
		note: (text) => void notes.push(text),
		detail: () => undefined,
		colors: false,
		interactive: false,
		columns: 120,
		env: {},
		signal: new AbortController().signal,
		exitCode: EXIT.ok,
		verbose: false,
	};
	const code = await runCli(['replay', '--in', join(directory, 'recording'), ...args], io);
	return { code, out: out.join('\n'), notes: notes.join('\n') };
}

describe('refrain replay', () => {
	it('names what differs, says what looks like noise, and exits 1', async () => {
		await using service = await startService({ total: 11 });
		const { code, out } = await refrain('--test-against', `:${service.port}`);
		expect(code).toBe(EXIT.differences);
		expect(out).toContain('FAILED  accuracy 50 % (2/4)  messages 2/2');
		expect(out).toMatch(/2 {2}total changed +answer +10 → 11/);
		expect(out).toMatch(/2 {2}at changed +answer +Match as timestamp\?/);
		expect(out).toContain('1 of 2 causes looks like a value that changes on every run. --accept-noise');
	});

	it('learns noise, writes a profile, and passes with it', async () => {
		await using service = await startService({});
		const file = join(directory, 'checks.json');
		const first = await refrain(
			'--test-against',
			`:${service.port}`,
			'--learn',
			'--accept-noise',
			'--save-config',
			file,
		);
		expect(first).toMatchObject({ code: EXIT.ok });
		expect(first.out).toContain('✓ answer $.at');
		expect(JSON.parse(await readFile(file, 'utf8')).fields).toMatchObject([{ path: '$.at', check: 'timestamp' }]);
		expect(await refrain('--test-against', `:${service.port}`, '--config', file)).toMatchObject({ code: EXIT.ok });
		await using broken = await startService({ total: 11 });
		const { code, out } = await refrain('--test-against', `:${broken.port}`, '--config', file);
		expect([code, out.match(/changed/g)?.length]).toEqual([EXIT.differences, 1]);
	});

	it('prints one document with -o json, and writes the same with --out', async () => {
		await using service = await startService({});
		const results = join(directory, 'results');
		const { out } = await refrain('--test-against', `:${service.port}`, '-o', 'json', '--out', results);
		const document = JSON.parse(out);
		expect(document).toMatchObject({
			snapshot: 'two questions',
			timing: 'recorded',
			report: { summary: { result: 'failed' } },
		});
		expect(JSON.parse(await readFile(join(results, 'report.json'), 'utf8'))).toEqual(document);
		const { snapshot } = await readSnapshotDirectory(results);
		expect(snapshot.connections[0]?.frames.length).toBeGreaterThan(4);
	});

	it('writes the report in the format of the file, and JUnit beside it', async () => {
		await using service = await startService({ total: 11 });
		const [page, junit] = [join(directory, 'report.html'), join(directory, 'junit.xml')];
		const { out } = await refrain('--test-against', `:${service.port}`, '--out', page, '--junit', junit, '-o', 'csv');
		expect(out).toMatch(/^n,connection,/);
		expect(await readFile(page, 'utf8')).toContain('total changed');
		expect(await readFile(junit, 'utf8')).toContain('<testcase classname="/ws" name="reply ask"');
	});

	it('holds a replay to a baseline: known causes pass, a new one exits 3', async () => {
		const known = join(directory, 'known.json');
		await using broken = await startService({ total: 11 });
		await refrain('--test-against', `:${broken.port}`, '--out', known);
		const gate = ['--baseline', known, '--fail-on-new-mismatch'];
		const same = await refrain('--test-against', `:${broken.port}`, ...gate);
		expect(same).toMatchObject({ code: EXIT.ok });
		expect(same.out).toContain('Compared with the baseline: 0 new causes, 0 fixed, 2 known.');
		await using silent = await startService({ silent: true });
		const worse = await refrain('--test-against', `:${silent.port}`, '--wait', '100ms', ...gate);
		expect(worse.code).toBe(EXIT.newMismatch);
		expect(worse.out).toContain('1 new cause, 2 fixed, 0 known.\n  new: No response answer to ask');
	});

	it('plays many copies, measures all and judges some', async () => {
		await using service = await startService({});
		const load = ['--test-against', `:${service.port}`, '--timing', 'asap', '-u', '3', '-n', '4'];
		const { code, out } = await refrain(...load);
		expect(code).toBe(EXIT.ok);
		expect(out).toContain('12 copies by at most 3 users');
		expect(out).toContain('messages sent 24');
		expect(out).toMatch(/\nask +24 +\d/);
		const document = JSON.parse((await refrain(...load, '-o', 'json', '--fail-if', 'latency.max < 100000')).out);
		expect(document).toMatchObject({
			copies: 12,
			messagesReceived: 24,
			judged: { copies: 1 },
			goals: [{ met: false }],
		});
	});

	it('fails on a condition that is given', async () => {
		await using service = await startService({ silent: true });
		const { code, out } = await refrain(
			'--test-against',
			`:${service.port}`,
			'--wait',
			'100ms',
			'--fail-if',
			'missing > 1',
		);
		expect(code).toBe(EXIT.differences);
		expect(out).toContain('missed missing is 2 (goal <= 1)');
		expect(out).toContain('No response answer to ask');
	});

	it.each([
		[['--test-against', ':1'], /nothing listens on 127.0.0.1:1/i],
		[['--test-against', 'ftp://x'], /"ftp:\/\/x" is no target/],
		[['--test-against', ':1', '--timing', 'fast'], /"fast" is no timing/],
		[['--test-against', ':1', '--config', '/does/not/exist.json'], /exist\.json does not exist/],
		[['--test-against', ':1', '--config', 'a', '--test-config', 'b'], /both name the profile/],
		[['--test-against', ':1', '--fail-on-new-mismatch'], /needs --baseline/],
		[['--test-against', ':1', '--vus', '0'], /--vus 0: expected a whole number/],
		[['--test-against', ':1', '--stage', 'vus=1'], /the stage "vus=1" cannot be read/],
		[['--test-against', ':1', '--stage', 'vus=1,for=1s', '--vus', '2'], /--stage says users and duration itself/],
		[['--test-against', ':1', '--times', '2', '--for', '1s'], /both say when the load ends/],
		[['--test-against', ':1', '--vus', '2', '-o', 'csv'], /not available for load/],
	])('says in one sentence what is wrong with %j, and exits 2', async (args, sentence) => {
		const { code, out, notes } = await refrain(...args);
		expect(code).toBe(EXIT.usage);
		expect(out + notes).toMatch(sentence);
	});
});
