import type { Database, JobRow } from '@refrain/db';
import type { JobProcesses } from './job-processes.ts';
import { JOB_HANDLERS } from './jobs/index.ts';
import type { JobHandler, StopReason } from './jobs/job-handler.ts';
import { sentenceOf } from './jobs/job-handler.ts';

/** A third of the time after which a silent worker is taken for dead. */
const HEARTBEAT_MS = 5_000;
/** Progress is told at most this often. */
const PROGRESS_MS = 250;

export interface RunningJobOptions {
	db: Database;
	databaseUrl: string;
	/** For jobs that run in processes of their own. */
	processes: JobProcesses;
	workerId: string;
	warn: (message: string) => void;
}

/** A job that this worker runs: tells the database that it lives and how far it is, and hears when it has to stop. */
export class RunningJob {
	readonly job: JobRow;
	/** Resolves when it is over, and the database knows; never rejects. */
	readonly over: Promise<void>;
	readonly #db: Database;
	readonly #databaseUrl: string;
	readonly #processes: JobProcesses;
	readonly #workerId: string;
	readonly #warn: (message: string) => void;
	readonly #abort = new AbortController();
	readonly #heartbeat: NodeJS.Timeout;
	#progress: unknown;
	#heardMs = Date.now();
	#progressTimer: NodeJS.Timeout | null = null;
	#telling: Promise<void> = Promise.resolve();

	constructor(job: JobRow, of: RunningJobOptions) {
		this.job = job;
		this.#db = of.db;
		this.#databaseUrl = of.databaseUrl;
		this.#processes = of.processes;
		this.#workerId = of.workerId;
		this.#warn = of.warn;
		this.#heartbeat = setInterval(() => void this.tell(), HEARTBEAT_MS);
		this.over = this.#run();
	}

	stop(reason: StopReason): void {
		if (!this.#abort.signal.aborted) this.#abort.abort(reason);
	}

	/** True when the database has not heard of it for so long that others may soon take the worker for dead. */
	get isSilent(): boolean {
		return Date.now() - this.#heardMs > 2 * HEARTBEAT_MS;
	}

	/** A heartbeat, with the newest progress; hears whether to stop. */
	tell(): Promise<void> {
		const tell = async () => {
			const progress = this.#progress;
			this.#progress = undefined;
			const { cancel, lost } = await this.#db.jobs.heartbeat(this.job.id, this.#workerId, progress);
			this.#heardMs = Date.now();
			if (lost) this.stop('lost');
			else if (cancel) this.stop('cancelled');
		};
		// A database that is away for a moment stops nothing.
		this.#telling = this.#telling
			.then(tell)
			.catch((error: Error) => this.#warn(`job ${this.job.id}: ${error.message}`));
		return this.#telling;
	}

	async #run(): Promise<void> {
		try {
			await this.#end(await this.#work());
		} catch (error) {
			this.#warn(`job ${this.job.id}: ${(error as Error).message}`);
		} finally {
			clearInterval(this.#heartbeat);
			if (this.#progressTimer !== null) clearTimeout(this.#progressTimer);
		}
	}

	async #work(): Promise<{ result: unknown } | { error: string }> {
		try {
			// The registry's type ties kind and payload together; here any of them is run.
			const handler = JOB_HANDLERS[this.job.kind] as JobHandler<never>;
			const told = {
				signal: this.#abort.signal,
				progress: (progress: unknown) => this.#setProgress(progress),
				warn: this.#warn,
			};
			if (handler.isolated) return { result: await this.#processes.run(this.job, told) };
			return {
				result: await handler.run({ ...told, db: this.#db, databaseUrl: this.#databaseUrl, job: this.job as never }),
			};
		} catch (error) {
			return { error: sentenceOf(error) };
		}
	}

	async #end(outcome: { result: unknown } | { error: string }): Promise<void> {
		await this.#telling;
		if (this.#abort.signal.reason === ('lost' satisfies StopReason)) return;
		const { id, kind, payload } = this.job;
		if (!('error' in outcome)) {
			await this.#db.jobs.finish(id, this.#workerId, outcome.result);
			return;
		}
		this.#warn(`${kind} ${id}: ${outcome.error}`);
		const handler = JOB_HANDLERS[kind] as JobHandler<never>;
		await handler.failed?.(this.#db, payload as never, outcome.error);
		await this.#db.jobs.fail(id, this.#workerId, outcome.error);
	}

	#setProgress(progress: unknown): void {
		this.#progress = progress;
		this.#progressTimer ??= setTimeout(() => {
			this.#progressTimer = null;
			void this.tell();
		}, PROGRESS_MS);
	}
}
