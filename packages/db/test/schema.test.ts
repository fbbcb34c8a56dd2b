import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../src/migrate.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
let temporary: TemporaryDatabase;
beforeAll(async () => {
	temporary = await temporaryDatabase();
});
afterAll(() => temporary[Symbol.asyncDispose]());

async function prisma(...args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/prisma.mjs'), ...args], {
		env: { ...process.env, DATABASE_URL: temporary.url },
		encoding: 'utf8',
	});
	return stdout;
}

async function sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	try {
		return (await client.query<Row>(text)).rows;
	} finally {
		await client.end();
	}
}

test('our runner leaves what `prisma migrate` expects, and the migrations give the schema', {
	timeout: 90_000,
}, async () => {
	expect(await migrate(temporary.url, path.join(ROOT, 'prisma/migrations'))).toEqual([]);
	expect(await prisma('migrate', 'status')).toContain('Database schema is up to date');
	expect(
		await prisma('migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'),
	).toContain('No difference');
});

test('compressed columns are not compressed again, and stay out of the row', async () => {
	const columns = await sql<{ column: string }>(
		`select attrelid::regclass || '.' || attname as column from pg_attribute
		where attstorage = 'e' and attrelid::regclass::text in ('frame_chunk', 'frame_blob', 'evaluation_chunk') order by 1`,
	);
	expect(columns.map(({ column }) => column)).toEqual([
		'evaluation_chunk.body',
		'frame_blob.data',
		'frame_chunk.body',
		'frame_chunk.head',
	]);
});

test('every foreign key has an index that finds its rows', async () => {
	const missing = await sql(
		`select c.conrelid::regclass::text as table, c.conname as key from pg_constraint c
		where c.contype = 'f' and not exists (
			select 1 from pg_index i where i.indrelid = c.conrelid
				and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`,
	);
	expect(missing).toEqual([]);
});

test('a migration that fails says so, now and the next time', async () => {
	const folder = path.join(import.meta.dirname, 'failing-migrations');
	await expect(migrate(temporary.url, folder)).rejects.toMatchObject({
		code: 'migration-failed',
		message: expect.stringContaining('99999999999999_fails'),
	});
	await expect(migrate(temporary.url, folder)).rejects.toMatchObject({
		code: 'migration-failed',
		message: expect.stringContaining('failed earlier'),
	});
});

test('a server that cannot be reached is named without its password', async () => {
	const unreachable = migrate('postgresql://me:secret@127.0.0.1:1/x', path.join(ROOT, 'prisma/migrations'));
	await expect(unreachable).rejects.toMatchObject({
		code: 'unreachable',
		message: expect.stringMatching(/^Postgres at postgresql:\/\/127\.0\.0\.1:1\/x cannot be used: /),
	});
});
