import { once } from 'node:events';
import { readSnapshotDirectory } from '@refrain/formats';
import { type Mock, startMock } from '@refrain/mock';
import type { CliIo } from '../../cli-io.ts';
import { EXIT } from '../../exit-code.ts';
import { runWrapped } from '../record/wrapped-command.ts';
import { linesFor } from './log-lines.ts';
import type { MockCommandOptions } from './options.ts';
import { summaryOf } from './summary.ts';

/** Serves a recording until Ctrl-C, the timeout, or the end of the program it was started for; then says how it went. */
export async function mock(command: MockCommandOptions, io: CliIo): Promise<void> {
	const { directory, host, port, options } = command;
	const { snapshot, warnings } = await readSnapshotDirectory(directory);
	for (const warning of warnings) io.note(`refrain: ${warning}`);
	// A program's own output has stdout to itself.
	const say = command.command.length > 0 ? io.note : (text: string) => void io.result(text);
	await using running = await startMock({
		snapshot,
		host,
		port,
		options,
		onEntry: (entry) => {
			for (const line of linesFor(entry, { verbose: io.verbose, columns: io.columns })) say(line);
		},
	});
	const address = `${running.url}${running.paths[0] ?? ''}`;
	say(`Mocking ${directory}: ${running.paths.map((path) => running.url + path).join(', ') || running.url}`);
	say(`WS_URL=${address}`);
	await untilDone(command, { running, address }, io);
	for (const line of summaryOf(running.stats())) say(line);
	if (command.failOnMiss && running.stats().misses > 0 && io.exitCode === EXIT.ok) io.exitCode = EXIT.differences;
}

async function untilDone(
	{ command, timeoutMs }: MockCommandOptions,
	{ address }: { running: Mock; address: string },
	io: CliIo,
): Promise<void> {
	const ended = AbortSignal.any([io.signal, AbortSignal.timeout(timeoutMs)]);
	if (command.length > 0) {
		io.exitCode = await runWrapped(command, { proxyUrl: address, target: undefined, ended, io });
	} else if (!ended.aborted) {
		await once(ended, 'abort');
	}
}
