import type { Database, JobKind, JobPayloads } from '@refrain/db';

/** Why a running job has to stop: a person asked, the worker ends, or the job was given to another worker. */
export type StopReason = 'cancelled' | 'shutdown' | 'lost';

export interface JobContext {
	db: Database;
	/** Aborted with a {@link StopReason}. */
	signal: AbortSignal;
	/** Where captures and mocks listen instead of what their row says; null: what it says. */
	listenHost: string | null;
	/** Kept on the job, for whoever watches it. */
	report(progress: unknown): void;
	/** What an earlier run of this job reported last; null on the first. */
	earlier: unknown;
}

/** One kind of job. */
export interface JobRunner<Kind extends JobKind> {
	kind: Kind;
	/**
	 * Resolves when the work is done, or stopped because `signal` was aborted. A rejection's message is shown to people; the
	 * runner has put it on the row that the job is about.
	 */
	run(payload: JobPayloads[Kind], context: JobContext): Promise<void>;
	/** What becomes of the job when the worker ends: queued for the next one, or over. */
	onShutdown: 'requeue' | 'end';
}
