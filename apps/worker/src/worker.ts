import type { Database, JobKind } from '@refrain/db';
import { JobProcesses } from './job-processes.ts';
import { JOB_HANDLERS } from './jobs/index.ts';
import { RunningJob, type RunningJobOptions } from './running-job.ts';

export interface WorkerOptions {
	/** Of the same database, for threads and processes of their own. */
	databaseUrl: string;
	/** Who this is; no two workers may have the same. */
	workerId: string;
	/** Where the operator reads what nobody else would see. */
	warn?: (message: string) => void;
	/** Jobs at a time; most wait for traffic. */
	maxJobs?: number;
	/** Has a process ready for the first replay. */
	prepare?: boolean;
}

export interface Worker {
	/** Resolves when it takes jobs. */
	ready: Promise<void>;
	/** Takes no more jobs, stops those that run in an orderly way, and resolves when all is stored. */
	stop(): Promise<void>;
}

/** Notices wake the worker; this is for those that were missed, and for the jobs of dead workers. */
const LOOK_EVERY_MS = 2_000;
const MAX_JOBS = 64;

/** Takes jobs from the queue and runs them, several at a time. */
export function startWorker(db: Database, options: WorkerOptions): Worker {
	const worker = new JobRunner(db, options);
	return { ready: worker.start(), stop: () => worker.stop() };
}

class JobRunner {
	readonly #db: Database;
	readonly #of: RunningJobOptions;
	readonly #warn: (message: string) => void;
	readonly #maxJobs: number;
	readonly #prepare: boolean;
	readonly #running = new Map<string, RunningJob>();
	#timer: NodeJS.Timeout | null = null;
	#unlisten: (() => Promise<void>) | null = null;
	#looking: Promise<void> | null = null;
	#lookAgain = false;
	#stopping = false;

	constructor(
		db: Database,
		{ databaseUrl, workerId, warn = () => {}, maxJobs = MAX_JOBS, prepare = false }: WorkerOptions,
	) {
		this.#db = db;
		this.#of = { db, databaseUrl, processes: new JobProcesses(databaseUrl), workerId, warn };
		this.#prepare = prepare;
		this.#warn = warn;
		this.#maxJobs = maxJobs;
	}

	async start(): Promise<void> {
		this.#unlisten = await this.#db.notifications.listen('job', (id) => this.#noticed(id));
		this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
		this.#look();
		if (this.#prepare) this.#of.processes.prepare();
	}

	async stop(): Promise<void> {
		this.#stopping = true;
		if (this.#timer !== null) clearInterval(this.#timer);
		await this.#unlisten?.();
		await this.#looking;
		for (const job of this.#running.values()) job.stop('shutdown');
		await Promise.all([...this.#running.values()].map(({ over }) => over));
		this.#of.processes.close();
	}

	/** A job changed: one of ours may have to stop, or there is a new one. After '' anything may have happened. */
	#noticed(id: string): void {
		const ours = this.#running.get(id);
		if (ours) void ours.tell();
		else if (id === '') for (const job of this.#running.values()) void job.tell();
		if (!ours) this.#look();
	}

	#look(): void {
		if (this.#stopping) return;
		this.#lookAgain = true;
		this.#looking ??= this.#takeJobs()
			.catch((error: Error) => this.#warn(`looking for jobs: ${error.message}`))
			.finally(() => {
				this.#looking = null;
			});
	}

	async #takeJobs(): Promise<void> {
		while (this.#lookAgain && !this.#stopping) {
			this.#lookAgain = false;
			// After the database was away our own jobs would look dead.
			for (const job of this.#running.values()) if (job.isSilent) await job.tell();
			for (const { kind, reason, state } of await this.#db.jobs.reapDead())
				this.#warn(`a ${kind} is ${state}: ${reason}`);
			while (!this.#stopping && this.#running.size < this.#maxJobs && (await this.#takeJob()));
		}
	}

	async #takeJob(): Promise<boolean> {
		const job = await this.#db.jobs.claim(this.#of.workerId, Object.keys(JOB_HANDLERS) as JobKind[]);
		if (job === null) return false;
		const running = new RunningJob(job, this.#of);
		this.#running.set(job.id, running);
		void running.over.then(() => {
			this.#running.delete(job.id);
			this.#look();
		});
		return true;
	}
}
