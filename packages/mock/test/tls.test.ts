import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateAuthority } from '@refrain/capture';
import { expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { TestClient } from './client.ts';
import { connection, snapshot } from './transcript.ts';

it('a mock with certificates serves wss and https, by address and by name', async () => {
	const directory = await mkdtemp(join(tmpdir(), 'refrain-mock-tls-'));
	const authority = await CertificateAuthority.create(directory);
	await rm(directory, { recursive: true });
	const recorded = connection([
		['client', 1, { type: 'ask' }],
		['server', 2, { type: 'answer' }],
	]);
	await using mock = await startMock({
		snapshot: snapshot(recorded),
		tls: {
			...authority.leafFor('127.0.0.1'),
			SNICallback: (name, done) => done(null, authority.contextFor(name)),
		},
	});
	expect(mock.url).toBe(`wss://127.0.0.1:${mock.port}`);
	for (const host of ['127.0.0.1', 'localhost']) {
		await using client = await TestClient.open(`wss://${host}:${mock.port}/ws`, { ca: authority.certificatePem });
		client.send({ type: 'ask' });
		await client.until(() => client.received.length === 1);
		expect(client.received).toEqual(['{"type":"answer"}']);
	}
});
