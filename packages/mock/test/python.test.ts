import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runDemoClient, startDemo } from '@refrain/demo';
import type { Snapshot } from '@refrain/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { record } from './record.ts';

const PYTHON = '/usr/bin/python3';
const CLIENT = fileURLToPath(new URL('python-client.py', import.meta.url));

function hasWebsockets(): boolean {
	try {
		execFileSync(PYTHON, ['-c', 'import websockets']);
		return true;
	} catch {
		console.warn(`SKIPPED: ${PYTHON} has no websockets (Debian: apt-get install python3-websockets)`);
		return false;
	}
}

describe.skipIf(!hasWebsockets())('Python’s websockets', () => {
	let snapshot: Snapshot;

	beforeAll(async () => {
		await using demo = await startDemo({ build: 'correct', pushMs: 100 });
		snapshot = await record(demo.url, (url) => runDemoClient({ url, intervalMs: 250 }));
	});

	it('talks to a mock of the demo as to the demo, two clients at once', async () => {
		await using mock = await startMock({ snapshot });
		const talk = async (name: string) => {
			const { stdout } = await promisify(execFile)(PYTHON, [CLIENT, `${mock.url}/ws`, name]);
			return JSON.parse(stdout);
		};
		const seen = await Promise.all([talk('Ana'), talk('Ben')]);
		for (const [index, name] of ['Ana', 'Ben'].entries()) {
			const { messages, binary, code } = seen[index];
			expect(messages[0]).toMatchObject({ type: 'connection' });
			expect(messages).toContainEqual({
				type: 'echo',
				original: { type: 'client_message', timestamp: 'now', content: `${name} 1` },
				timestamp: expect.any(String),
			});
			expect([binary, code]).toEqual(['5246524e0001feff', 1000]);
		}
		expect(mock.stats()).toMatchObject({ hits: 6, misses: 0 });
	});
});
