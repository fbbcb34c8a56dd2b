import pg from 'pg';
import { DbError } from './db-error.ts';

const INT8 = 20;

/** bigint columns (times, counts) come back as numbers: all of them are below 2^53. */
export const NUMBERS: pg.CustomTypesConfig = {
	getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
};

/** What runs a query: the pool, or the client that holds a transaction. */
export interface Queryable {
	query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

export function createPool(url: string, max: number): pg.Pool {
	const pool = new pg.Pool({ connectionString: url, max, types: NUMBERS, connectionTimeoutMillis: 10_000 });
	// Idle connections die with the server; the next query opens a new one or says what is wrong.
	pool.on('error', () => {});
	return pool;
}

/** All rows of a query; its column aliases are the field names. */
export async function rows<Row extends object>(db: Queryable, text: string, values: unknown[] = []): Promise<Row[]> {
	return (await db.query<Row & pg.QueryResultRow>(text, values)).rows;
}

/** Runs `work` in a transaction of its own connection. */
export async function transaction<Result>(
	pool: pg.Pool,
	work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
	const client = await pool.connect();
	let broken: Error | undefined;
	try {
		await client.query('begin');
		const result = await work(client);
		await client.query('commit');
		return result;
	} catch (error) {
		// A connection that cannot roll back is thrown away.
		await client.query('rollback').catch((rollbackError: Error) => {
			broken = rollbackError;
		});
		throw error;
	} finally {
		client.release(broken);
	}
}

/** Postgres' SQLSTATE of an error, null when it is no error of the server. */
export function sqlState(error: unknown): string | null {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** True when the same work may succeed later: no connection, the server stops or is full, a deadlock. */
export function mayRetry(error: unknown): boolean {
	// A fault of ours does not go away.
	if (error instanceof TypeError || error instanceof RangeError) return false;
	const state = sqlState(error);
	if (state === null) return true;
	return /^(08|40|53|57|58|XX)/.test(state);
}

const FOREIGN_KEY_VIOLATION = '23503';
const RESTRICT_VIOLATION = '23001';

/** Deletes, and turns "something still refers to it" into an error that says so. */
export async function removeUnlessUsed(remove: () => Promise<unknown>, message: string): Promise<void> {
	try {
		await remove();
	} catch (error) {
		const state = sqlState(error);
		if (state === FOREIGN_KEY_VIOLATION || state === RESTRICT_VIOLATION)
			throw new DbError('in-use', message, { cause: error });
		throw error;
	}
}
