import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JobRow } from '@refrain/db';
import type { StopReason } from './jobs/job-handler.ts';

/** What a process is told: a job to run, or to stop the one it runs. */
export type ToJobProcess = { databaseUrl: string; job: JobRow } | { stop: StopReason };

/** What it tells; `result` or `error` is the last of a job. */
export type FromJobProcess = { progress: unknown } | { warning: string } | { result: unknown } | { error: string };

/** What a running job says and hears. */
export interface JobTalk {
	signal: AbortSignal;
	progress: (progress: unknown) => void;
	warn: (message: string) => void;
}

const SCRIPT = fileURLToPath(new URL('./job-process.ts', import.meta.url));

/** Processes that run one job at a time. One that is done waits for the next job: a start takes half a second. */
export class JobProcesses {
	readonly #databaseUrl: string;
	#idle: ChildProcess | null = null;
	#closed = false;

	constructor(databaseUrl: string) {
		this.#databaseUrl = databaseUrl;
	}

	/** Has a process ready before there is a job for it. */
	prepare(): void {
		if (this.#idle === null && !this.#closed) this.#keep(this.#start());
	}

	async run(job: JobRow, talk: JobTalk): Promise<unknown> {
		const child = this.#idle ?? this.#start();
		this.#idle = null;
		const result = await runIn(child, { databaseUrl: this.#databaseUrl, job }, talk).finally(() => {
			child.removeAllListeners();
			if (child.connected) this.#keep(child);
		});
		return result;
	}

	/** Ends the process that waits; those that run a job end with it. */
	close(): void {
		this.#closed = true;
		this.#idle?.disconnect();
		this.#idle = null;
	}

	#start(): ChildProcess {
		return fork(SCRIPT, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
	}

	#keep(child: ChildProcess): void {
		if (this.#closed || this.#idle !== null) {
			child.disconnect();
			return;
		}
		this.#idle = child;
		child.on('error', () => {});
		child.once('exit', () => {
			if (this.#idle === child) this.#idle = null;
		});
	}
}

async function runIn(child: ChildProcess, order: ToJobProcess & { job: JobRow }, talk: JobTalk): Promise<unknown> {
	const send = (message: ToJobProcess) => {
		// Where it has just ended, its exit says so.
		if (child.connected) child.send(message, () => {});
	};
	const stop = () => send({ stop: talk.signal.reason as StopReason });
	try {
		return await new Promise((resolve, reject) => {
			child.on('message', (message: FromJobProcess) => {
				if ('progress' in message) talk.progress(message.progress);
				else if ('warning' in message) talk.warn(message.warning);
				else if ('error' in message) reject(new Error(message.error));
				else resolve(message.result);
			});
			child.on('error', reject);
			child.on('exit', (code, signal) =>
				reject(new Error(`the process that ran the ${order.job.kind} ended early (${signal ?? `exit code ${code}`})`)),
			);
			send(order);
			talk.signal.addEventListener('abort', stop);
			if (talk.signal.aborted) stop();
		});
	} finally {
		talk.signal.removeEventListener('abort', stop);
	}
}
