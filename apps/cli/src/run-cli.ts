import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CliIo } from './cli-io.ts';
import { COMMANDS, type CommandEntry } from './commands/index.ts';
import { printError } from './error-printer.ts';

const EXAMPLES = `
Examples:
  refrain record --target ws://127.0.0.1:3000 --out ./recording
  refrain inspect --in ./recording
  refrain replay --in ./recording --test-against ws://127.0.0.1:3001
  refrain mock start --in-dir ./recording --port 8080

Exit codes: 0 fine, 1 differences or a missed goal, 2 wrong usage or bad input, 3 a mismatch that the baseline did not have.`;

/** Runs one command line and gives its exit code. Never throws: failures are told on stderr. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
	io.verbose = args.slice(0, endOfOptions(args)).some((arg) => arg === '-v' || arg === '--verbose');
	try {
		await (await buildProgram(args, io)).parseAsync(args, { from: 'user' });
		return io.exitCode;
	} catch (error) {
		return printError(error, io);
	}
}

/** Loads the one command that is called; the others are only named, for the help. */
async function buildProgram(args: readonly string[], io: CliIo): Promise<Command> {
	const program = new Command('refrain')
		.description('Record real WebSocket traffic, look into it, replay it against a service, or mock the service.')
		.version(packageJson.version, '-V, --version', 'print the version')
		.option('-v, --verbose', 'say more about what happens (and the stack of an error)')
		.helpOption('-h, --help', 'show this help, or that of a command')
		.helpCommand('help [command]', 'show the help of a command')
		.configureHelp({ showGlobalOptions: true })
		.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'refrain: ')) })
		.showHelpAfterError('(refrain --help lists commands and options)')
		.exitOverride();
	const called = calledCommand(args);
	for (const entry of COMMANDS) {
		if (entry === called) (await entry.load()).command.register(program, io);
		else program.command(entry.name).description(entry.summary);
	}
	return program.addHelpText('after', EXAMPLES);
}

function calledCommand(args: readonly string[]): CommandEntry | undefined {
	const named = args.map((arg) => COMMANDS.find(({ name, alias }) => arg === name || arg === alias));
	return named.find((entry) => entry !== undefined);
}

/** Words behind `--` belong to the command that is started, not to Refrain. */
function endOfOptions(args: readonly string[]): number {
	const at = args.indexOf('--');
	return at < 0 ? args.length : at;
}
