import { type TemporaryDatabase, temporaryDatabase } from '@refrain/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

const POLL = { timeout: 15_000 };

let temporary: TemporaryDatabase;
beforeAll(async () => {
	temporary = await temporaryDatabase();
});
afterAll(() => temporary[Symbol.asyncDispose]());

test('notices reach the listeners of their channel, until they stop', async () => {
	const { notifications } = temporary.db;
	const heard: string[] = [];
	const stopFirst = await notifications.listen('mock', (payload) => heard.push(`first ${payload}`));
	const stopSecond = await notifications.listen('mock', (payload) => heard.push(`second ${payload}`));
	const stopOther = await notifications.listen('capture', (payload) => heard.push(`other ${payload}`));
	await notifications.notify('mock', 'a');
	await expect.poll(() => [...heard].sort(), POLL).toEqual(['first a', 'second a']);
	await stopFirst();
	await notifications.notify('mock', 'b');
	await notifications.notify('capture', 'c');
	await expect.poll(() => heard.slice(2), POLL).toEqual(['second b', 'other c']);
	await Promise.all([stopSecond(), stopOther()]);
});

test('after the connection was lost listeners are told to look again, and hear what comes then', async () => {
	const { notifications } = temporary.db;
	const heard: string[] = [];
	const stop = await notifications.listen('replay', (payload) => heard.push(payload));
	const client = new pg.Client({ connectionString: temporary.url });
	await client.connect();
	const { rowCount } = await client.query(
		`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
	);
	await client.end();
	expect(rowCount).toBe(1);
	await expect.poll(() => heard, POLL).toEqual(['']);
	await notifications.notify('replay', 'after');
	await expect.poll(() => heard, POLL).toEqual(['', 'after']);
	await stop();
});
