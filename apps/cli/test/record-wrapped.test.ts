import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readSnapshotDirectory } from '@refrain/formats';
import { EchoService, hasProgram } from '@refrain/testkit';
import { assembleMessages } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { refrain, startRecord } from './support/refrain.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const WS = fileURLToPath(new URL('../node_modules/ws/wrapper.mjs', import.meta.url));

/** A program that knows nothing of Refrain, and connects with the ws package, which heeds no proxy variables. */
const program = (url: string) => `
	import(${JSON.stringify(WS)}).then(({ WebSocket }) => {
		const socket = new WebSocket(${JSON.stringify(url)});
		socket.on('open', () => socket.send('hello'));
		socket.on('message', () => socket.close(1000, 'done'));
		socket.on('close', () => process.exit(4));
	});`;

describe('refrain record -- command', () => {
	it('records a Node program that connects by itself', async () => {
		await using service = await EchoService.start({ deflate: true });
		await using directory = await temporaryDirectory();
		const out = join(directory.path, 'recording');
		const url = `ws://localhost:${service.port}/feed`;
		const args = ['record', '--port', '0', '--proxy-out-port', '0', '--out', out, '--', 'node', '-e', program(url)];
		const { code, stderr } = await refrain(args);
		expect(code, stderr).toBe(4);
		const { connections } = (await readSnapshotDirectory(out)).snapshot;
		expect(connections.map(({ connection: { host, path, close } }) => [host, path, close?.code])).toEqual([
			[`localhost:${service.port}`, '/feed', 1000],
		]);
		const texts = assembleMessages(connections[0]?.frames ?? []).filter(({ type }) => type === 'text');
		expect(texts.map(({ sender, payload }) => [sender, Buffer.from(payload).toString()])).toEqual([
			['client', 'hello'],
			['server', 'hello'],
		]);
	});

	it.skipIf(!hasProgram('curl', '--version'))('records a program that heeds proxy variables', async () => {
		await using service = await EchoService.start({ deflate: true });
		await using directory = await temporaryDirectory();
		const out = join(directory.path, 'recording');
		const url = `http://localhost:${service.port}/page`;
		const args = ['record', '--port', '0', '--proxy-out-port', '0', '--out', out, '--', 'curl', '-sS', url];
		const { code, stdout, stderr } = await refrain(args, { env: { no_proxy: '' } });
		expect(code, stderr).toBe(0);
		expect(stdout).toBe('hello');
		const { connections } = (await readSnapshotDirectory(out)).snapshot;
		expect(connections.map(({ connection: { path }, http }) => [path, http[0]?.response?.status])).toEqual([
			['/page', 200],
		]);
	});

	it('says loudly that nothing came through', async () => {
		await using directory = await temporaryDirectory();
		const args = ['record', '--port', '0', '--proxy-out-port', '0', '--out', directory.path, '--', 'true'];
		const { code, stderr } = await refrain(args);
		expect(code).toBe(0);
		expect(stderr).toContain('NOTHING RECORDED: the program made no connection');
	});
});

describe('refrain certs', () => {
	it('makes an authority that record reads TLS with', async () => {
		await using service = await EchoService.start({ deflate: false });
		await using directory = await temporaryDirectory();
		const certs = join(directory.path, 'certs');
		const made = await refrain(['certs', '--dir', certs]);
		expect(made.code, made.stderr).toBe(0);
		expect(made.stdout).toBe(`${join(certs, 'ca.crt')}\n`);
		expect(made.stderr).toContain(`NODE_EXTRA_CA_CERTS=${join(certs, 'ca.crt')}`);
		expect((await stat(join(certs, 'ca.key'))).mode & 0o777).toBe(0o600);

		const out = join(directory.path, 'recording');
		const target = ['--target', `ws://127.0.0.1:${service.port}`];
		const { process, port } = await startRecord([...target, '--certs-dir', certs, '--out', out]);
		await using _ = process;
		const client = `fetch('https://localhost:${port}/page').then((r) => r.text()).then(console.log)`;
		const env = { ...globalThis.process.env, NODE_EXTRA_CA_CERTS: join(certs, 'ca.crt') };
		const { stdout } = await promisify(execFile)('node', ['-e', client], { env });
		expect(stdout).toBe('hello\n');
		const { code, stderr } = await process.interrupt();
		expect(code, stderr).toBe(0);
		const { connections } = (await readSnapshotDirectory(out)).snapshot;
		expect(connections.map(({ connection: { path }, http }) => [path, http[0]?.response?.status])).toEqual([
			['/page', 200],
		]);
	});

	it('leaves an authority alone that is there', async () => {
		await using directory = await temporaryDirectory();
		const first = await refrain(['certs', '--dir', directory.path]);
		const second = await refrain(['certs', '--dir', directory.path]);
		const forced = await refrain(['certs', '--dir', directory.path, '--force']);
		const fingerprint = ({ stderr }: { stderr: string }) => /SHA-256 (\S+)/.exec(stderr)?.[1];
		expect(fingerprint(second)).toBe(fingerprint(first));
		expect(fingerprint(forced)).not.toBe(fingerprint(first));
		expect(existsSync(join(directory.path, 'bundle.crt'))).toBe(true);
	});
});
