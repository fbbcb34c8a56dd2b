import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../src/embedded.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'refrain-embedded-'));
	// mkdtemp gives 0700, which the account that root runs Postgres as cannot enter.
	chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answers = async (url: string) => {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	await client.end();
};

test('several at once on an empty folder end on one server, which the last one stops', {
	timeout: 120_000,
}, async () => {
	const all = await Promise.all([openEmbedded(folder), openEmbedded(folder), openEmbedded(folder)]);
	expect(new Set(all.map(({ url }) => url)).size).toBe(1);
	expect(all.filter(({ started }) => started)).toHaveLength(1);
	const url = all[0]?.url ?? '';
	await answers(url);
	expect(await all[0]?.release()).toBe('left running');
	expect(await all[1]?.release()).toBe('left running');
	await answers(url);
	expect(await all[2]?.release()).toBe('stopped');
	await expect(answers(url)).rejects.toThrow();
});

test('data stays from one start to the next; force stops it for all', { timeout: 120_000 }, async () => {
	const first = await openEmbedded(folder);
	const client = new pg.Client({ connectionString: first.url });
	await client.connect();
	await client.query('create table kept as select 42 as answer');
	await client.end();
	const other = await openEmbedded(folder);
	expect(await first.release({ force: true })).toBe('stopped');
	expect(await other.release()).toBe('stopped');
	const again = await openEmbedded(folder);
	expect(again.started).toBe(true);
	const reader = new pg.Client({ connectionString: again.url });
	await reader.connect();
	expect((await reader.query('select answer from kept')).rows).toEqual([{ answer: 42 }]);
	await reader.end();
	await again.release();
});

test('the port is of this machine only, and wants a password', { timeout: 120_000 }, async () => {
	const database = await openEmbedded(folder);
	const url = new URL(database.url);
	expect(url.hostname).toBe('127.0.0.1');
	url.password = 'guess';
	await expect(answers(url.href)).rejects.toMatchObject({ code: '28P01' });
	await database.release();
});
