/** What can keep a capture from starting. What happens on a relayed connection afterwards is never an error, it is recorded. */
export type CaptureErrorCode =
	| 'BAD_TARGET'
	| 'BAD_LISTEN'
	| 'PORT_IN_USE'
	| 'LISTEN_FAILED'
	| 'SINK_FAILED'
	| 'BAD_AUTHORITY'
	| 'NOT_SUPPORTED';

/** Every message says what was wrong, where, and what to do. */
export class CaptureError extends Error {
	readonly code: CaptureErrorCode;
	readonly details: Readonly<Record<string, string | number>>;

	constructor(
		code: CaptureErrorCode,
		message: string,
		{ cause, ...details }: { cause?: unknown } & Record<string, unknown> = {},
	) {
		super(message, { cause });
		this.name = 'CaptureError';
		this.code = code;
		this.details = details as Record<string, string | number>;
	}
}
