import type { Command } from 'commander';
import type { CliIo } from '../cli-io.ts';

export const command = {
	register(program: Command, io: CliIo): void {
		program
			.command('inspect')
			.description('Show what a recording holds: sessions, connections and messages.')
			.requiredOption('--in <dir>', 'recording or snapshot directory')
			.action(async (options: { in: string }) => io.result(options.in));
	},
};
