import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { connection, snapshot } from './transcript.ts';

const OPENSSL = '/usr/bin/openssl';

/** A self-signed certificate for 127.0.0.1; null where there is no openssl. */
function certificate(): { key: string; cert: string } | null {
	const directory = mkdtempSync(join(tmpdir(), 'refrain-tls-'));
	const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
	try {
		const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
		const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
		execFileSync(OPENSSL, ['req', '-x509', ...curve, '-nodes', '-keyout', key, '-out', cert, ...names], {
			stdio: 'ignore',
		});
		return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	} catch {
		console.warn('SKIPPED: there is no openssl to make a certificate with');
		return null;
	} finally {
		rmSync(directory, { recursive: true });
	}
}

const tls = certificate();

describe.skipIf(tls === null)('a mock with a certificate', () => {
	it('serves wss and https', async () => {
		const recorded = connection([
			['client', 1, { type: 'ask' }],
			['server', 2, { type: 'answer' }],
		]);
		await using mock = await startMock({ snapshot: snapshot(recorded), tls: tls ?? {} });
		expect(mock.url).toMatch(/^wss:/);
		await using client = await TestClient.open(`${mock.url}/ws`, { ca: tls?.cert });
		client.send({ type: 'ask' });
		await client.until(() => client.received.length === 1);
		expect(client.received).toEqual(['{"type":"answer"}']);
	});
});
