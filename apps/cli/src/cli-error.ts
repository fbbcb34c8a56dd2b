import { EXIT, type ExitCode } from './exit-code.ts';

/** A failure that is told in one sentence: what was wrong, where, and what to do. */
export class CliError extends Error {
	readonly code: 'USAGE' | 'BAD_INPUT' | 'FAILED';
	readonly exitCode: ExitCode;

	constructor(code: CliError['code'], message: string, options: { cause?: unknown; exitCode?: ExitCode } = {}) {
		super(message, { cause: options.cause });
		this.name = 'CliError';
		this.code = code;
		this.exitCode = options.exitCode ?? EXIT.usage;
	}
}
