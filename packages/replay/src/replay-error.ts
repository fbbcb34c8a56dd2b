export type ReplayErrorCode =
	| 'TARGET_INVALID'
	| 'TIMING_INVALID'
	| 'SNAPSHOT_EMPTY'
	| 'STAGE_INVALID'
	| 'VARIABLE_MISSING'
	| 'KEY_INVALID';

/** Wrong arguments. What a target does, however bad, is never an error: it is in the outcome of the replay. */
export class ReplayError extends Error {
	readonly code: ReplayErrorCode;

	constructor(code: ReplayErrorCode, message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.name = 'ReplayError';
		this.code = code;
	}
}
