/** What can go wrong in this package itself; errors of @refrain/db pass through `error-codes.ts`. */
export type ApiErrorCode =
	/** The caller may use share links only. */
	| 'not-local'
	/** Nothing has this id or number. */
	| 'not-found'
	/** Expired, revoked or never given: one answer, so that it cannot be told which. */
	| 'no-such-share'
	/** The input contradicts what is stored. */
	| 'invalid'
	/** What was asked for is over or not there yet. */
	| 'wrong-state';

/** Thrown by procedures; the message is for a person. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly code: ApiErrorCode;

	constructor(code: ApiErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}

/** @throws ApiError 'not-found' when the value is null: 'There is no replay 12.' */
export function found<T>(value: T | null | undefined, what: string): T {
	if (value === null || value === undefined) throw new ApiError('not-found', `There is no ${what}.`);
	return value;
}
