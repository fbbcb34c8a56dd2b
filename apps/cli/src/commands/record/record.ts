import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Capture, CertificateAuthority, startCapture, systemClock } from '@refrain/capture';
import { uuidV7 } from '@refrain/traffic';
import packageJson from '../../../package.json' with { type: 'json' };
import { CliError } from '../../cli-error.ts';
import type { CliIo } from '../../cli-io.ts';
import { programEnvironment } from '../../env.ts';
import { watchCapture } from './counters.ts';
import { sayWhere, tellNotices } from './notices.ts';
import { type RecordOptions, whatIsRecorded } from './options.ts';
import { withFreeOutPort } from './out-port.ts';
import type { StoreData } from './store-thread.ts';
import { summaryOf } from './summary.ts';
import { wrapVariables } from './wrap-variables.ts';
import { runWrapped } from './wrapped-command.ts';

/** A thread does not inherit tsx: the entry registers it, like bin/refrain.mjs. */
const STORE_ENTRY = new URL('../../../bin/store-thread.mjs', import.meta.url);

/** Records until the wrapped program ends, Ctrl-C, or the timeout; then finishes the files and says what is in them. */
export async function record(asked: RecordOptions, io: CliIo): Promise<void> {
	const options = await withFreeOutPort(asked);
	const startedAtUs = systemClock.nowUs();
	const directory = options.out ?? `recorded-${fileTime(startedAtUs)}`;
	const wraps = options.command.length > 0;
	const authority = await authorityFor(options);
	const capture = await start(options, { directory, startedAtUs, authority }, io);
	sayWhere(options, capture, io);
	const watch = watchCapture(capture, { io, draw: io.interactive && !wraps });
	try {
		await untilDone(options, capture, io);
	} finally {
		watch.stop();
		await capture.stop();
	}
	const stats = capture.stats();
	const durationUs = systemClock.nowUs() - startedAtUs;
	for (const line of summaryOf(stats, { directory, durationUs, wraps })) io.note(line);
	if (stats.storeFailure) throw new CliError('FAILED', stats.storeFailure);
}

/** One that is there is used; where clients may go anywhere, one is made. */
async function authorityFor({ certsDirectory, listeners }: RecordOptions): Promise<CertificateAuthority | null> {
	if (certsDirectory === null) return null;
	const anywhere = listeners.some(({ mode }) => mode !== 'reverse');
	return anywhere ? CertificateAuthority.create(certsDirectory) : CertificateAuthority.load(certsDirectory);
}

interface Start {
	directory: string;
	startedAtUs: number;
	authority: CertificateAuthority | null;
}

async function start(
	options: RecordOptions,
	{ directory, startedAtUs, authority }: Start,
	io: CliIo,
): Promise<Capture> {
	const isNew = !existsSync(directory);
	const recordingId = uuidV7(startedAtUs / 1000, randomBytes(10));
	const data: StoreData = {
		directory: resolve(directory),
		id: recordingId,
		name: options.name,
		createdAtUs: startedAtUs,
		generator: `refrain ${packageJson.version}`,
		source: `record ${whatIsRecorded(options.listeners)}`,
	};
	try {
		return await startCapture({
			listeners: options.listeners,
			recordingId,
			tls: options.tls,
			authority,
			onNotice: tellNotices(io),
			worker: { entry: STORE_ENTRY, data },
		});
	} catch (error) {
		// Nothing was recorded: an empty directory would only be in the way of the next try.
		if (isNew) await rm(directory, { recursive: true, force: true });
		throw error;
	}
}

async function untilDone(options: RecordOptions, capture: Capture, io: CliIo): Promise<void> {
	const timeout = AbortSignal.timeout(options.timeoutMs);
	const ended = AbortSignal.any([io.signal, timeout]);
	if (options.command.length > 0) {
		const environment = programEnvironment((present) => wrapVariables(options, capture, present));
		io.exitCode = await runWrapped(options.command, { environment, ended, io });
	} else if (!ended.aborted) {
		await once(ended, 'abort');
	}
	if (timeout.aborted) io.note('refrain: the time given by --timeout is over');
}

/** '2026-11-24T20-09-18Z': a time that sorts and is a valid file name everywhere. */
function fileTime(atUs: number): string {
	return `${new Date(atUs / 1000).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
