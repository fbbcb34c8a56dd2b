import pg from 'pg';
import { sqlState } from '../sql.ts';

/** Advisory lock that everyone who uses the server holds, shared; who can take it alone was the last. */
const PRESENCE_LOCK = 72707370;

const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';

/** Tells the server that we use it. Rejects when it cannot be reached, also when it is just stopping. */
export async function enter(url: string): Promise<pg.Client> {
	await ensureDatabase(url);
	const client = new pg.Client({ connectionString: url, application_name: `refrain presence ${process.pid}` });
	// The server was stopped by force; nobody is present then.
	client.on('error', () => {});
	await client.connect();
	await client.query('select pg_advisory_lock_shared($1)', [PRESENCE_LOCK]);
	return client;
}

/**
 * Tells the server that we leave it.
 * @param stop called when nobody else is left (or whoever is, with `force`), while no one can enter
 */
export async function leave(
	client: pg.Client,
	{ force, stop }: { force: boolean; stop: () => void },
): Promise<'stopped' | 'left running'> {
	try {
		await client.query('select pg_advisory_unlock_shared($1)', [PRESENCE_LOCK]);
		const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
			PRESENCE_LOCK,
		]);
		const isLast = rows[0]?.alone === true;
		if (isLast || force) stop();
		await client.end();
		return isLast || force ? 'stopped' : 'left running';
	} catch {
		// Somebody else stopped it.
		return 'stopped';
	}
}

async function ensureDatabase(url: string): Promise<void> {
	const target = new URL(url);
	const name = target.pathname.slice(1);
	target.pathname = '/postgres';
	const client = new pg.Client({ connectionString: target.href });
	client.on('error', () => {});
	await client.connect();
	try {
		const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
		if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
	} catch (error) {
		// Another process was first.
		if (![DUPLICATE_DATABASE, UNIQUE_VIOLATION].includes(sqlState(error) ?? '')) throw error;
	} finally {
		await client.end();
	}
}
