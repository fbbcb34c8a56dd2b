export type DbErrorCode =
	/** No row with this id, number or version. */
	| 'not-found'
	/** Something else still refers to it. */
	| 'in-use'
	/** An argument that cannot be stored. */
	| 'invalid'
	/** Postgres cannot be reached, or refuses us. */
	| 'unreachable'
	/** A migration failed, now or earlier. */
	| 'migration-failed'
	/** There is no embedded Postgres for this platform, or nobody to run it as. */
	| 'no-embedded-postgres'
	/** The embedded Postgres does not start. */
	| 'embedded-postgres-failed';

/** What this package throws. The message is for people: what was wrong, where, what to do. */
export class DbError extends Error {
	override readonly name = 'DbError';
	readonly code: DbErrorCode;
	readonly details: Readonly<Record<string, unknown>>;

	constructor(code: DbErrorCode, message: string, details: Record<string, unknown> & { cause?: unknown } = {}) {
		const { cause, ...rest } = details;
		super(message, cause === undefined ? undefined : { cause });
		this.code = code;
		this.details = rest;
	}
}

/** `row`, or the error that says which one is missing. */
export function found<Row>(row: Row | null | undefined, what: string, id: string | number): Row {
	if (row === null || row === undefined)
		throw new DbError('not-found', `There is no ${what} ${id}. It may have been deleted.`, { what, id });
	return row;
}
