export type FormatsErrorCode =
	/** Nothing is there, or nothing that Refrain has written. */
	| 'NOT_A_SNAPSHOT'
	/** A later Refrain wrote it. */
	| 'NEWER_VERSION'
	/** A file is damaged, in a way that a killed recorder does not leave behind. */
	| 'MALFORMED'
	/** The directory to write to holds a recording already. */
	| 'ALREADY_EXISTS'
	/** The disk or its permissions stopped a recording. */
	| 'WRITE_FAILED';

/** What can go wrong with files; the message says what, where and what to do. */
export class FormatsError extends Error {
	readonly code: FormatsErrorCode;
	/** File or directory that it is about. */
	readonly path: string;
	/** Line in that file, from 1; null where it is about the whole file. */
	readonly line: number | null;

	constructor(code: FormatsErrorCode, message: string, details: { path: string; line?: number; cause?: unknown }) {
		super(message, { cause: details.cause });
		this.name = 'FormatsError';
		this.code = code;
		this.path = details.path;
		this.line = details.line ?? null;
	}
}
