import { once } from 'node:events';
import { CertificateAuthority } from '@refrain/capture';
import { readSnapshotDirectory } from '@refrain/formats';
import { type Mock, type MockOptionsInput, type StartMockInput, startMock } from '@refrain/mock';
import type { Snapshot } from '@refrain/traffic';
import type { CliIo } from '../../cli-io.ts';
import { programEnvironment } from '../../env.ts';
import { EXIT } from '../../exit-code.ts';
import { runWrapped } from '../record/wrapped-command.ts';
import { readConfigFile } from './config-file.ts';
import { linesFor } from './log-lines.ts';
import type { MockCommandOptions } from './options.ts';
import { summaryOf } from './summary.ts';
import { watchFiles } from './watch-files.ts';

/** Serves a recording until Ctrl-C, the timeout, or the end of the program it was started for; then says how it went. */
export async function mock(command: MockCommandOptions, io: CliIo): Promise<void> {
	const { host, port } = command;
	const tls = await tlsFor(command);
	const loaded = await load(command, io);
	// A program's own output has stdout to itself.
	const say = command.command.length > 0 ? io.note : (text: string) => void io.result(text);
	await using running = await startMock({
		...loaded,
		host,
		port,
		...(tls === null ? {} : { tls }),
		onEntry: (entry) => {
			for (const line of linesFor(entry, { verbose: io.verbose, columns: io.columns })) say(line);
		},
	});
	const address = `${running.url}${running.paths[0] ?? ''}`;
	say(`Mocking ${command.directory}: ${running.paths.map((path) => running.url + path).join(', ') || running.url}`);
	say(`WS_URL=${address}`);
	const watch = command.watch ? watchChanges(command, running, io) : null;
	try {
		await untilDone(command, address, io);
	} finally {
		watch?.stop();
	}
	for (const line of summaryOf(running.stats())) say(line);
	if (command.failOnMiss && running.stats().misses > 0 && io.exitCode === EXIT.ok) io.exitCode = EXIT.differences;
}

async function load(
	{ directory, config, options, passthrough }: MockCommandOptions,
	io: CliIo,
): Promise<{ snapshot: Snapshot; options: MockOptionsInput }> {
	const { snapshot, warnings } = await readSnapshotDirectory(directory);
	for (const warning of warnings) io.note(`refrain: ${warning}`);
	const fromFile = config === null ? {} : await readConfigFile(config);
	const merged: MockOptionsInput = { ...fromFile, ...options };
	if (!passthrough && merged.noMatch?.action === 'passthrough') merged.noMatch = { action: 'error' };
	return { snapshot, options: merged };
}

/** Certificates for whatever name clients ask for; what they have to trust is made once (see refrain certs). */
async function tlsFor({ tls, host }: MockCommandOptions): Promise<StartMockInput['tls'] | null> {
	if (tls === null || 'cert' in tls) return tls;
	const authority = await CertificateAuthority.create(tls.certsDirectory);
	return {
		...authority.leafFor(host),
		SNICallback: (name, done) => done(null, authority.contextFor(name)),
	};
}

/** Takes over changed files. What cannot be read is told, and the mock goes on as it was. */
function watchChanges(command: MockCommandOptions, running: Mock, io: CliIo): { stop(): void } {
	const { directory, config } = command;
	return watchFiles(config === null ? [directory] : [directory, config], async () => {
		try {
			const loaded = await load(command, io);
			running.setOptions(loaded.options);
			running.reload(loaded.snapshot);
			io.note(`refrain: ${directory} has changed; connections from now on get what it holds now`);
		} catch (error) {
			io.note(`refrain: ${(error as Error).message}; the mock goes on as it was`);
		}
	});
}

async function untilDone({ command, timeoutMs }: MockCommandOptions, address: string, io: CliIo): Promise<void> {
	const ended = AbortSignal.any([io.signal, AbortSignal.timeout(timeoutMs)]);
	if (command.length > 0) {
		const environment = programEnvironment(({ WS_URL = address }) => ({ REFRAIN_PROXY_URL: address, WS_URL }));
		io.exitCode = await runWrapped(command, { environment, ended, io });
	} else if (!ended.aborted) {
		await once(ended, 'abort');
	}
}
