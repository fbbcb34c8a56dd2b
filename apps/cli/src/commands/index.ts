import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';

/** What a command's module exports as `command`: it adds itself, with options, help and action, below `refrain`. */
interface CommandModule {
	readonly command: { register(program: Command, io: CliIo): void };
}

/** One line of `refrain --help`. The module behind it is only loaded when it is asked for, so that start-up stays fast. */
export interface CommandEntry {
	readonly name: string;
	/** Another name that its module gives it. */
	readonly alias?: string;
	readonly summary: string;
	load(): Promise<CommandModule>;
}

/** Every command, in the order of the help text. */
export const COMMANDS: readonly CommandEntry[] = [
	{ name: 'record', summary: 'put a recording proxy in front of a service', load: () => import('./record.ts') },
	{
		name: 'certs',
		summary: 'make the certificate authority that TLS is recorded with',
		load: () => import('./certs.ts'),
	},
	{ name: 'inspect', summary: 'show what a recording holds', load: () => import('./inspect.ts') },
	{
		name: 'replay',
		summary: 'play a recording against a service and compare its answers',
		load: () => import('./replay.ts'),
	},
	{ name: 'mock', alias: 'run', summary: 'stand in for the recorded service', load: () => import('./mock.ts') },
	{ name: 'demo', summary: 'run a small service to try all this on', load: () => import('./demo.ts') },
];
