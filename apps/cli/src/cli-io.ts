import type { Env } from './env.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** What a command may do to the outside: results go to stdout, everything said beside them to stderr. */
export interface CliIo {
	/** Writes a result to stdout, with a newline. Resolves when it is handed over, so that huge results respect back-pressure. */
	result(text: string): Promise<void>;
	/** Writes a note for the person at the terminal to stderr, with a newline. */
	note(text: string): void;
	/** The same, but only with -v. */
	detail(text: string): void;
	/** True when stdout shows colours. */
	readonly colors: boolean;
	/** True when stderr is a terminal: progress may be drawn there. */
	readonly interactive: boolean;
	/** Width of the terminal, 100 where there is none. */
	readonly columns: number;
	readonly env: Env;
	/** Aborted at the first Ctrl-C or SIGTERM: finish what is being written and return. A second one ends the process. */
	readonly signal: AbortSignal;
	/** What the process exits with when the command returns; a thrown error overrides it. */
	exitCode: ExitCode;
	verbose: boolean;
}

/** The process's own streams and signals. */
export function processIo(env: Env): CliIo {
	const abort = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (abort.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
			abort.abort();
		});
	}
	// `refrain inspect | head` closes the pipe early; that is no failure.
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') process.exit(EXIT.ok);
		throw error;
	});
	const note = (text: string) => void process.stderr.write(`${text}\n`);
	return {
		result: (text) => new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve())),
		note,
		detail(text) {
			if (this.verbose) note(text);
		},
		colors: wantsColors(env, process.stdout.isTTY === true),
		interactive: process.stderr.isTTY === true,
		columns: process.stdout.columns ?? 100,
		env,
		signal: abort.signal,
		exitCode: EXIT.ok,
		verbose: false,
	};
}

function wantsColors(env: Env, isTerminal: boolean): boolean {
	if (env.NO_COLOR) return false;
	if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
	return isTerminal;
}
