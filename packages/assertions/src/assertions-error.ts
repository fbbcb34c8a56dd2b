export type AssertionsErrorCode = 'CONFIG_INVALID';

/** A profile that cannot be used; the message names each bad field. */
export class AssertionsError extends Error {
	readonly code: AssertionsErrorCode;

	constructor(code: AssertionsErrorCode, message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.name = 'AssertionsError';
		this.code = code;
	}
}
