import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
	type Capture,
	type CaptureNotice,
	formatEndpoint,
	hostAndPort,
	startCapture,
	systemClock,
} from '@refrain/capture';
import { uuidV7 } from '@refrain/traffic';
import packageJson from '../../../package.json' with { type: 'json' };
import { CliError } from '../../cli-error.ts';
import type { CliIo } from '../../cli-io.ts';
import { watchCapture } from './counters.ts';
import type { RecordOptions } from './options.ts';
import type { StoreData } from './store-thread.ts';
import { summaryOf } from './summary.ts';
import { runWrapped } from './wrapped-command.ts';

/** A thread does not inherit tsx: the entry registers it, like bin/refrain.mjs. */
const STORE_ENTRY = new URL('../../../bin/store-thread.mjs', import.meta.url);

/** Records until the wrapped program ends, Ctrl-C, or the timeout; then finishes the files and says what is in them. */
export async function record(options: RecordOptions, io: CliIo): Promise<void> {
	const startedAtUs = systemClock.nowUs();
	const directory = options.out ?? `recorded-${fileTime(startedAtUs)}`;
	const capture = await start(options, { directory, startedAtUs }, io);
	sayWhere(options, capture, io);
	const watch = watchCapture(capture, { io, draw: io.interactive && options.command.length === 0 });
	try {
		await untilDone(options, capture, io);
	} finally {
		watch.stop();
		await capture.stop();
	}
	const stats = capture.stats();
	for (const line of summaryOf(stats, { directory, durationUs: systemClock.nowUs() - startedAtUs })) io.note(line);
	if (stats.storeFailure) throw new CliError('FAILED', stats.storeFailure);
}

async function start(
	options: RecordOptions,
	{ directory, startedAtUs }: { directory: string; startedAtUs: number },
	io: CliIo,
): Promise<Capture> {
	const isNew = !existsSync(directory);
	const { listeners, tls } = options;
	const recordingId = uuidV7(startedAtUs / 1000, randomBytes(10));
	const data: StoreData = {
		directory: resolve(directory),
		id: recordingId,
		name: options.name,
		createdAtUs: startedAtUs,
		generator: `refrain ${packageJson.version}`,
		source: `record ${listeners.map(({ target }) => formatEndpoint(target)).join(', ')}`,
	};
	const onNotice = firstOfEach((notice) => io.note(`refrain: ${notice.message}${ADVICE[notice.code]}`));
	try {
		return await startCapture({ listeners, recordingId, tls, onNotice, worker: { entry: STORE_ENTRY, data } });
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
		const { host, target } = options.listeners[0] ?? {};
		const port = capture.addresses[0]?.port ?? 0;
		const proxyUrl = `ws://${hostAndPort(connectable(host ?? ''), port)}`;
		io.exitCode = await runWrapped(options.command, { proxyUrl, target, ended, io });
	} else if (!ended.aborted) {
		await once(ended, 'abort');
	}
	if (timeout.aborted) io.note('refrain: the time given by --timeout is over');
}

function sayWhere(options: RecordOptions, capture: Capture, io: CliIo): void {
	for (const [at, { host, target }] of options.listeners.entries()) {
		const port = capture.addresses[at]?.port ?? 0;
		const here = `ws://${hostAndPort(connectable(host), port)}`;
		io.note(`Recording ${formatEndpoint(target)}: listening on ${hostAndPort(host, port)}, point clients at ${here}`);
	}
	if (options.command.length === 0) io.note('Ctrl-C ends the recording.');
}

/** An address that a client can connect to, of one that is listened on. */
function connectable(host: string): string {
	return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** The first notice of each kind for each address: a client that tries again every second must not fill the terminal. */
function firstOfEach(tell: (notice: CaptureNotice) => void): (notice: CaptureNotice) => void {
	const told = new Set<string>();
	return (notice) => {
		const key = `${notice.code} ${formatEndpoint(notice.endpoint)}`;
		if (told.has(key)) return;
		told.add(key);
		tell(notice);
	};
}

const ADVICE: Readonly<Record<CaptureNotice['code'], string>> = {
	TARGET_UNREACHABLE: '; the client was answered 502, recording goes on',
	CLIENT_TLS_FAILED: '',
	TLS_UNREAD: '; make a certificate authority with refrain certs to record it',
	PROTOCOL_UNREAD: '',
};

/** '2026-11-24T20-09-18Z': a time that sorts and is a valid file name everywhere. */
function fileTime(atUs: number): string {
	return `${new Date(atUs / 1000).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}
