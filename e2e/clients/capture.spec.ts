import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { EchoService, type Told } from '@refrain/testkit';

const CLI = resolve(import.meta.dirname, '../../apps/cli/bin/refrain.mjs');
const SIZES = [0, 125, 126, 65_535, 65_536, 16 * 1024 * 1024];

interface Recorded {
	connections: {
		status: number | null;
		path: string;
		subprotocol: string | null;
		extensions: string | null;
		close: { code: number; reason: string; by: string };
		messages: { sender: string; type: string; bytes: number; sha256: string; frames: number; compressed: boolean }[];
	}[];
}

for (const deflate of [false, true]) {
	test(`Chromium's messages are recorded byte for byte (permessage-deflate: ${deflate})`, async ({ page }) => {
		await using service = await EchoService.start({ deflate });
		const directory = await mkdtemp(join(tmpdir(), 'refrain-capture-'));
		try {
			const out = join(directory, 'recording');
			const recorder = refrain('record', '--target', `ws://127.0.0.1:${service.port}`, '--port', '0', '--out', out);
			const [, port] = await recorder.says(/listening on 127\.0\.0\.1:(\d+)/);
			// The page comes through the recorder, too: HTTP on the same port.
			await page.goto(`http://127.0.0.1:${port}/`);
			const story = await talk(page, `ws://127.0.0.1:${port}/feed?user=7`);
			await page.close();
			recorder.process.kill('SIGINT');
			expect(await recorder.ended).toBe(0);

			const inspect = refrain('inspect', '--in', out, '-o', 'json');
			expect(await inspect.ended).toBe(0);
			const { connections } = JSON.parse(inspect.output()) as Recorded;
			const websockets = connections.filter(({ status }) => status === 101);
			expect(websockets).toHaveLength(1);
			const { messages, ...facts } = websockets[0] as Recorded['connections'][number];
			expect(facts).toMatchObject({
				path: '/feed?user=7',
				subprotocol: 'v2',
				close: { code: 4321, reason: 'done ✓', by: 'client' },
			});
			expect(facts.extensions?.includes('permessage-deflate') ?? false).toBe(deflate);
			const told = (sender: string) =>
				messages
					.filter((message) => message.sender === sender && ['text', 'binary'].includes(message.type))
					.map(({ type, bytes, sha256 }) => ({ type, bytes, sha256 }));
			expect(told('client')).toEqual(story.sent);
			expect(told('client')).toEqual(service.received);
			expect(told('server')).toEqual(story.received);
			expect(messages.some(({ compressed }) => compressed)).toBe(deflate);
			expect(messages.filter(({ sender, frames }) => sender === 'server' && frames === 3)).toHaveLength(1);
			expect(story).toMatchObject({ subprotocol: 'v2', close: { code: 4321, reason: 'done ✓', clean: true } });
			expect(connections.some(({ status, path }) => status === null && path === '/')).toBe(true);
		} finally {
			await rm(directory, { recursive: true });
		}
	});
}

function refrain(...args: string[]) {
	const process: ChildProcess = spawn(globalThis.process.execPath, [CLI, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	process.stdout?.on('data', (text) => {
		stdout += text;
	});
	process.stderr?.on('data', (text) => {
		stderr += text;
	});
	return {
		process,
		ended: once(process, 'close').then(() => process.exitCode),
		output: () => stdout,
		async says(pattern: RegExp): Promise<RegExpExecArray> {
			await expect.poll(() => stderr, { timeout: 30_000 }).toMatch(pattern);
			return pattern.exec(stderr) as RegExpExecArray;
		},
	};
}

/** Sends every case from the page and tells what it sent and received. */
function talk(page: Page, url: string) {
	return page.evaluate(
		async ([address, sizes]) => {
			const sent: Told[] = [];
			const received: Told[] = [];
			const tell = async (payload: string | ArrayBuffer): Promise<Told> => {
				const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : new Uint8Array(payload);
				const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
				const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
				return { type: typeof payload === 'string' ? 'text' : 'binary', bytes: bytes.length, sha256 };
			};
			const socket = new WebSocket(address, ['v1', 'v2']);
			socket.binaryType = 'arraybuffer';
			await new Promise((opened) => socket.addEventListener('open', opened));
			const payloads: (string | ArrayBuffer)[] = sizes.flatMap((size) => [
				'x'.repeat(size),
				Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) & 255).buffer,
			]);
			for (const payload of [...payloads, 'fragmented by the service: żółw ✓']) {
				const answer = new Promise<MessageEvent>((got) => socket.addEventListener('message', got, { once: true }));
				sent.push(await tell(payload));
				socket.send(payload);
				received.push(await tell((await answer).data));
			}
			const closed = new Promise<{ code: number; reason: string; wasClean: boolean }>((got) => {
				socket.addEventListener('close', (event) => got(event as never));
			});
			socket.close(4321, 'done ✓');
			const { code, reason, wasClean: clean } = await closed;
			return { sent, received, subprotocol: socket.protocol, close: { code, reason, clean } };
		},
		[url, SIZES] as const,
	);
}
