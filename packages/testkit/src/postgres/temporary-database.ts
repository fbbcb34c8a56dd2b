import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '@refrain/db';
import pg from 'pg';
import { databaseUrl, joinTestServer, type TestServer } from './test-server.ts';

export interface TemporaryDatabase extends AsyncDisposable {
	url: string;
	db: Database;
}

/**
 * A migrated database of its own on a real Postgres, gone when it is disposed:
 *
 *     await using temporary = await temporaryDatabase();
 *
 * All test files share one server; a database is a copy of a template, which takes some 50 ms.
 */
export async function temporaryDatabase(): Promise<TemporaryDatabase> {
	const server = await joinTestServer();
	const name = `test_${Math.floor(Date.now() / 1000)}_${randomBytes(4).toString('hex')}`;
	await onServer(server, (client) => client.query(`create database ${name} template ${server.template}`));
	const url = databaseUrl(server, name);
	const db = openDatabase(url, { max: 5 });
	return {
		url,
		db,
		async [Symbol.asyncDispose]() {
			await db.close();
			await onServer(server, (client) => client.query(`drop database ${name} with (force)`));
			await server.release();
		},
	};
}

async function onServer(server: TestServer, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = new pg.Client({ connectionString: server.url });
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}
