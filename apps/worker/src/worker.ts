import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, JobKind, JobRow } from '@refrain/db';
import type { JobContext, JobRunner, StopReason } from './job-runner.ts';
import { JOB_RUNNERS } from './jobs/index.ts';
import { messageOf } from './until-aborted.ts';

const HEARTBEAT_MS = 3_000;
/** Dead workers are looked for, and the queue is read without a notice, this often. */
const SWEEP_MS = 2_000;
const KINDS = Object.keys(JOB_RUNNERS) as JobKind[];

interface RunningJob {
	job: JobRow;
	stop: AbortController;
	progress: unknown;
	ended: Promise<void>;
}

export interface WorkerOptions {
	db: Database;
	/** Unique among the workers that share the database. */
	workerId: string;
	listenHost: string | null;
	/** One line for the operator. */
	log(line: string): void;
}

/** Takes jobs from the queue and runs them side by side until it is stopped. */
export class Worker {
	readonly #options: WorkerOptions;
	readonly #running = new Map<string, RunningJob>();
	#stopping = false;
	#wake: () => void = () => undefined;

	constructor(options: WorkerOptions) {
		this.#options = options;
	}

	/** Resolves when {@link stop} was called and every job has ended. */
	async run(): Promise<void> {
		const { db } = this.#options;
		const unlisten = await db.notifications.listen('job', (id) => this.#noticed(id));
		const beating = setInterval(() => void this.#beatAll(), HEARTBEAT_MS);
		try {
			while (!this.#stopping) await this.#turn();
		} finally {
			await Promise.all([...this.#running.values()].map(({ ended }) => ended));
			clearInterval(beating);
			await unlisten();
		}
	}

	/** Stops all jobs; what can go on elsewhere goes back to the queue. */
	stop(): void {
		this.#stopping = true;
		for (const { stop } of this.#running.values()) stop.abort('shutdown' satisfies StopReason);
		this.#wake();
	}

	/** Starts what is queued, then waits for a notice. A database that is away is tried again. */
	async #turn(): Promise<void> {
		const { db, workerId, log } = this.#options;
		try {
			for (const { kind, state, reason } of await db.jobs.reapDead()) log(`a ${kind} job is ${state}: ${reason}`);
			for (let job = await db.jobs.claim(workerId, KINDS); job; job = await db.jobs.claim(workerId, KINDS))
				this.#start(job);
		} catch (error) {
			log(`the queue could not be read: ${messageOf(error)}`);
		}
		if (this.#stopping) return;
		const woken = new Promise<void>((resolve) => {
			this.#wake = resolve;
		});
		const waited = new AbortController();
		await Promise.race([woken, sleep(SWEEP_MS, undefined, { signal: waited.signal }).catch(() => undefined)]);
		waited.abort();
	}

	#noticed(id: string): void {
		const running = this.#running.get(id);
		if (running) void this.#beat(running);
		else this.#wake();
	}

	#start(job: JobRow): void {
		const running: RunningJob = { job, stop: new AbortController(), progress: undefined, ended: Promise.resolve() };
		this.#running.set(job.id, running);
		running.ended = this.#run(running).finally(() => this.#running.delete(job.id));
		if (this.#stopping) running.stop.abort('shutdown' satisfies StopReason);
	}

	async #run(running: RunningJob): Promise<void> {
		const { job, stop } = running;
		const { db, listenHost, workerId, log } = this.#options;
		// The registry pairs each kind with its payload; TypeScript cannot follow that through the lookup.
		const runner = JOB_RUNNERS[job.kind] as JobRunner<JobKind>;
		const context: JobContext = {
			db,
			listenHost,
			signal: stop.signal,
			earlier: job.progress,
			report: (progress) => {
				running.progress = progress;
				void this.#beat(running);
			},
		};
		try {
			await runner.run(job.payload as never, context);
			if (stop.signal.reason === 'shutdown' && runner.onShutdown === 'requeue')
				await db.jobs.requeue(job.id, workerId, 'the worker was stopped');
			else if (stop.signal.reason !== 'lost') await db.jobs.finish(job.id, workerId);
		} catch (error) {
			log(`a ${job.kind} job failed: ${messageOf(error)}`);
			await db.jobs.fail(job.id, workerId, messageOf(error)).catch((reason) => log(messageOf(reason)));
		}
	}

	async #beatAll(): Promise<void> {
		await Promise.all([...this.#running.values()].map((running) => this.#beat(running)));
	}

	async #beat(running: RunningJob): Promise<void> {
		const { progress } = running;
		running.progress = undefined;
		try {
			const { cancel, lost } = await this.#options.db.jobs.heartbeat(running.job.id, this.#options.workerId, progress);
			if (lost) running.stop.abort('lost' satisfies StopReason);
			else if (cancel) running.stop.abort('cancelled' satisfies StopReason);
		} catch (error) {
			running.progress ??= progress;
			this.#options.log(`no heartbeat for a ${running.job.kind} job: ${messageOf(error)}`);
		}
	}
}
