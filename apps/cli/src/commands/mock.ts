import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';
import { CERTS_DIRECTORY } from './certs.ts';
import { parseMockOptions } from './mock/options.ts';
import { mock } from './mock/run-mock.ts';

const EXAMPLES = `
Examples:
  refrain mock start --in-dir ./captured-traffic --port 8080
  refrain mock --in ./recording -- npm test
  refrain mock --in ./recording --on-miss ws://127.0.0.1:9000     (what was not recorded goes to the real service)
  refrain mock --in ./recording --on-miss close:1008 --fail-on-miss

Clients connect to ws://localhost:8080/<recorded path>. Each message is logged as MATCH, NO_MATCH (with the recorded
messages that came closest) or PASSTHROUGH; -v also shows answers and pushes. Ctrl-C ends the mock.`;

export const command = {
	register(program: Command, io: CliIo): void {
		const run = (words: string[], options: unknown) => mock(parseMockOptions(words, options), io);
		const parent = addOptions(program.command('mock').alias('run'));
		parent
			.description('Stand in for the recorded service.')
			.argument(...PROGRAM)
			.action(run);
		// Options behind `start` are read by its parent, which knows the same ones.
		const start = parent
			.command('start')
			.description('The same as refrain mock.')
			.argument(...PROGRAM);
		start.action((words: string[]) => run(words, parent.opts()));
	},
};

const PROGRAM = ['[command...]', 'a program to run against the mock, after --; its exit code becomes ours'] as const;

function addOptions(command: Command): Command {
	return command
		.option('--in <dir>', 'recording or snapshot directory (default: the working directory)')
		.option('--in-dir <dir>', 'another name for --in')
		.option('--port <port>', 'where clients connect (default: 8080)')
		.option('--proxy-out-port <port>', 'another name for --port')
		.option('--host <address>', 'address to listen on; 0.0.0.0 lets other machines connect (default: 127.0.0.1)')
		.option('--match <strictness>', 'exact, json-equal, same-meaning, kind-and-order or order (default: same-meaning)')
		.option(
			'--ignore <path>',
			'a field of client messages that does not count, e.g. $.requestId (repeatable)',
			append,
			[],
		)
		.option('--no-repeat', 'each recorded message answers once a connection')
		.option(
			'--on-miss <action>',
			'error, silent, close[:code] or the ws:// address of the real service (default: error)',
		)
		.option('--no-passthrough', 'never ask a real service (as without an address in --on-miss)')
		.option('--fail-on-miss', 'exit with 1 when a message was not recorded')
		.option('--pushes <mode>', 'recorded, on-connect or off (default: recorded)')
		.option('--speed <factor>', 'of the pushes: 2 is twice as fast (default: 1)')
		.option('--mock-timing <timing>', 'time until answers: recorded, none, 250ms, 5x, .25x (default: recorded)')
		.option('--end <mode>', 'as-recorded, keep-open or loop (default: as-recorded)')
		.option('--timestamps <mode>', 'recorded, or now: points in time in answers are moved to now (default: recorded)')
		.option('--config <file>', 'JSON file with more: rules, faults, seed, and any of the above by its name in the API')
		.option('--no-watch', 'do not take over changes of the recording and of --config while running')
		.option('--tls', 'serve wss:// and https:// with certificates of the authority that refrain certs makes')
		.option('--certs-dir <dir>', 'where that authority is kept', CERTS_DIRECTORY)
		.option('--tls-cert <file>', 'PEM certificate of your own, to serve wss:// and https://')
		.option('--tls-key <file>', 'PEM key of --tls-cert')
		.option('--timeout <duration>', 'end by itself after this time, e.g. 90s, 30m (default: 12h)')
		.addHelpText('after', EXAMPLES);
}

function append(value: string, previous: readonly string[]): string[] {
	return [...previous, value];
}
