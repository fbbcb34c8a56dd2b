import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { runDemoClient, startDemo } from '@refrain/demo';

const CLI = resolve(import.meta.dirname, '../../apps/cli/bin/refrain.mjs');

/** `refrain` as a user runs it, with what it has written so far. */
class Refrain implements AsyncDisposable {
	readonly #process: ChildProcess;
	#output = '';

	constructor(...args: string[]) {
		this.#process = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [this.#process.stdout, this.#process.stderr]) {
			stream?.on('data', (text) => {
				this.#output += text;
			});
		}
	}

	/** The first part of the output that fits, once it is there. */
	async says(pattern: RegExp): Promise<string> {
		await expect.poll(() => this.#output, { timeout: 30_000 }).toMatch(pattern);
		return pattern.exec(this.#output)?.[1] ?? '';
	}

	/** Ctrl-C, and what it wrote. */
	async stop(): Promise<string> {
		if (this.#process.exitCode === null) {
			this.#process.kill('SIGINT');
			await once(this.#process, 'exit');
		}
		return this.#output;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.stop();
	}
}

let directory: string;

test.beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'refrain-mock-'));
	await using demo = await startDemo({ build: 'correct', pushMs: 150 });
	await using recorder = new Refrain(
		'record',
		'--target',
		`ws://127.0.0.1:${demo.port}`,
		'--port',
		'0',
		'--out',
		join(directory, 'recording'),
	);
	const proxy = await recorder.says(/point clients at (ws:\/\/\S+)/);
	await runDemoClient({ url: `${proxy}/ws`, intervalMs: 400 });
});

test.afterAll(() => rm(directory, { recursive: true }));

test('Chromium talks to a mock as to the service', async ({ page }) => {
	await using mock = new Refrain('mock', 'start', '--in-dir', join(directory, 'recording'), '--port', '0');
	const url = await mock.says(/WS_URL=(ws:\/\/\S+)/);
	await page.goto(`${url.replace(/^ws/, 'http').replace(/\/ws$/, '')}/health`);
	await expect(page.locator('body')).toContainText('refrain-demo');

	const [one, two] = await Promise.all([talk(page, { url, name: 'Ana' }), talk(page, { url, name: 'Ben' })]);
	for (const [name, seen] of [['Ana', one] as const, ['Ben', two] as const]) {
		expect(seen.messages[0]).toMatchObject({ type: 'connection' });
		expect(seen.messages.filter(({ type }) => type === 'message').length).toBeGreaterThan(0);
		const echoes = seen.messages.filter(({ type }) => type === 'echo').map(({ original }) => original);
		expect(echoes).toEqual([
			{ timestamp: 'now', content: `${name} 1`, type: 'client_message' },
			{ timestamp: 'now', content: `${name} 2`, type: 'client_message' },
			{ timestamp: 'now', type: 'bye' },
		]);
		expect(seen).toMatchObject({ binary: [0x52, 0x46, 0x52, 0x4e, 0x00, 0x01, 0xfe, 0xff], code: 1000, clean: true });
	}
	expect(await mock.stop()).toContain('Hit rate 100 %: 8 of 8 messages matched');
});

interface Seen {
	messages: { type: string; original?: unknown }[];
	binary: number[];
	code: number;
	clean: boolean;
}

/** What Chromium's own WebSocket sees in one conversation that ends with a bye. */
function talk(page: Page, about: { url: string; name: string }): Promise<Seen> {
	return page.evaluate(
		({ url, name }) =>
			new Promise<Seen>((done, fail) => {
				const socket = new WebSocket(url);
				socket.binaryType = 'arraybuffer';
				const seen: Seen = { messages: [], binary: [], code: 0, clean: false };
				const say = (message: object) => socket.send(JSON.stringify({ timestamp: 'now', ...message }));
				let pushes = 0;
				socket.onopen = () => {
					socket.send(new Uint8Array([0x52, 0x46, 0x52, 0x4e, 0x00, 0x01, 0xfe, 0xff]));
					say({ content: `${name} 1`, type: 'client_message' });
				};
				socket.onmessage = ({ data }) => {
					if (data instanceof ArrayBuffer) {
						seen.binary = [...new Uint8Array(data)];
						return;
					}
					const message = JSON.parse(data);
					seen.messages.push(message);
					if (message.type !== 'message') return;
					pushes += 1;
					if (pushes === 1) say({ content: `${name} 2`, type: 'client_message' });
					if (pushes === 2) say({ type: 'bye' });
				};
				socket.onerror = () => fail(new Error('the connection failed'));
				socket.onclose = ({ code, wasClean }) => done({ ...seen, code, clean: wasClean });
			}),
		about,
	);
}
