import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import type { CliIo } from './cli-io.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

/** Tells a failure in one sentence on stderr (with the stack after -v) and gives the exit code it stands for. */
export function printError(error: unknown, io: CliIo): ExitCode {
	// Commander has printed its own sentence (or the help) already.
	if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
	io.note(`refrain: ${sentenceFor(error)}`);
	if (io.verbose && error instanceof Error) io.note(stackOf(error));
	return error instanceof CliError ? error.exitCode : EXIT.usage;
}

function sentenceFor(error: unknown): string {
	if (!(error instanceof Error)) return `failed: ${String(error)}`;
	if (isSystemError(error)) return systemSentence(error);
	// Every package throws one error class with a closed `code`, whose message is written for people.
	if ('code' in error && typeof error.code === 'string') return error.message;
	return `failed because of a fault in Refrain itself (${error.name}: ${error.message}); run it again with -v and report what it prints`;
}

interface SystemError extends Error {
	code: string;
	syscall: string;
	path?: string;
	address?: string;
	port?: number;
}

function isSystemError(error: Error): error is SystemError {
	return 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

function systemSentence(error: SystemError): string {
	const where = error.path ?? [error.address, error.port].filter((part) => part !== undefined).join(':');
	switch (error.code) {
		case 'ENOENT':
			return `${where} does not exist; check the path`;
		case 'EACCES':
		case 'EPERM':
			return `no permission to ${error.syscall} ${where}; choose another path or port, or change its permissions`;
		case 'ENOSPC':
			return `the disk is full, ${where} could not be written; free some space and run it again`;
		case 'EADDRINUSE':
			return `${where} is already in use by another process; stop that process or choose another port`;
		case 'ECONNREFUSED':
			return `nothing listens on ${where}; start the service or correct the address`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `the host name could not be resolved (${error.message}); check the address`;
		default:
			return `${error.syscall} ${where} failed: ${error.message}`;
	}
}

function stackOf(error: Error): string {
	const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
	return `${error.stack ?? error.message}${cause}`;
}
