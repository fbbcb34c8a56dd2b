import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CliError } from '../../cli-error.ts';
import type { CliIo } from '../../cli-io.ts';
import type { ExitCode } from '../../exit-code.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface WrapOptions {
	environment: NodeJS.ProcessEnv;
	/** Ends the program when the recording ends first. */
	ended: AbortSignal;
	io: CliIo;
}

/** Runs a program on this terminal until it ends. Signals reach it; its exit code is ours. */
export async function runWrapped(command: readonly string[], options: WrapOptions): Promise<ExitCode> {
	const [program = '', ...args] = command;
	const child = spawn(program, args, { stdio: 'inherit', env: options.environment });
	const forward = (signal: NodeJS.Signals) => {
		// A Ctrl-C at the terminal has reached the program already: it is in the same process group.
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	};
	for (const signal of SIGNALS) process.on(signal, forward);
	const onEnded = () => {
		if (!options.io.signal.aborted) child.kill('SIGTERM');
	};
	options.ended.addEventListener('abort', onEnded);
	try {
		return await exitCodeOf(child, program);
	} finally {
		for (const signal of SIGNALS) process.off(signal, forward);
		options.ended.removeEventListener('abort', onEnded);
	}
}

function exitCodeOf(child: ChildProcess, program: string): Promise<ExitCode> {
	return new Promise((resolve, reject) => {
		child.on('error', (cause: NodeJS.ErrnoException) => {
			const reason = cause.code === 'ENOENT' ? 'there is no such program' : cause.message;
			reject(new CliError('BAD_INPUT', `${program} could not be started: ${reason}`, { cause }));
		});
		child.on('exit', (code, signal) => {
			// The shell's convention for a program that a signal ended.
			resolve((code ?? 128 + (signal ? constants.signals[signal] : 0)) as ExitCode);
		});
	});
}
