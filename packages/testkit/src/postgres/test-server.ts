import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbedded } from '@refrain/db/embedded';
import { migrate } from '@refrain/db/migrate';
import pg from 'pg';

export interface TestServer {
	/** Of its maintenance database. */
	url: string;
	/** A migrated database to copy. */
	template: string;
	/** The last one out, of all processes, stops it. */
	release(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const MIGRATIONS = path.join(ROOT, 'prisma/migrations');

/** Nothing here must survive a crash. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

const TEMPLATE_LOCK = 72707371;
/** Databases of runs that were killed. */
const STALE_AFTER_S = 2 * 60 * 60;

let users = 0;
let opened: ReturnType<typeof open> | undefined;

/** The server of this checkout's tests: started by the first test process, its files kept for the next run. */
export async function joinTestServer(): Promise<TestServer> {
	users++;
	opened ??= open();
	const server = await opened;
	return {
		...server,
		async release() {
			if (--users > 0) return;
			opened = undefined;
			await server.release();
		},
	};
}

/** The URL of another database of the same server. */
export function databaseUrl({ url }: TestServer, name: string): string {
	const other = new URL(url);
	other.pathname = `/${name}`;
	return other.href;
}

async function open(): Promise<TestServer> {
	const embedded = await openEmbedded(serverFolder(), { settings: SETTINGS });
	const template = `template_${migrationsDigest()}`;
	const client = new pg.Client({ connectionString: embedded.url });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
		await dropStale(client, template);
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
		if (!rowCount) await makeTemplate(client, embedded.url, template);
	} finally {
		await client.end();
	}
	return { url: embedded.url, template, release: async () => void (await embedded.release()) };
}

/** Others than root must be able to enter it: root runs Postgres as nobody. */
function serverFolder(): string {
	const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 8);
	const folder = path.join(os.tmpdir(), `refrain-test-${process.getuid?.() ?? 'user'}-${checkout}`);
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o755);
	return folder;
}

function migrationsDigest(): string {
	const digest = createHash('sha256');
	for (const name of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort())
		if (name.endsWith('.sql')) digest.update(name).update(readFileSync(path.join(MIGRATIONS, name)));
	return digest.digest('hex').slice(0, 12);
}

async function makeTemplate(client: pg.Client, url: string, template: string): Promise<void> {
	const half = `${template}_half`;
	await client.query(`drop database if exists ${half} with (force)`);
	await client.query(`create database ${half}`);
	const target = new URL(url);
	target.pathname = `/${half}`;
	await migrate(target.href, MIGRATIONS);
	await client.query(`alter database ${half} rename to ${template}`);
}

async function dropStale(client: pg.Client, template: string): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		`select datname as name from pg_database
		where (datname like 'template\\_%' and datname <> $1)
			or (datname like 'test\\_%' and split_part(datname, '_', 2)::bigint < extract(epoch from now()) - $2)`,
		[template, STALE_AFTER_S],
	);
	for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`).catch(() => {});
}
