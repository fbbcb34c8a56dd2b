import type { Database, JobKind, JobPayloads, JobRow } from '@refrain/db';

/** Why a running job has to stop. */
export type StopReason =
	/** Somebody asked for it. */
	| 'cancelled'
	/** The worker stops: what was done is kept, and says so. */
	| 'shutdown'
	/** The job was given to another worker, since this one was not heard of: its rows are not ours any more. */
	| 'lost';

/** What a job gets to work with. */
export interface JobContext<Kind extends JobKind> {
	db: Database;
	/** Of the same database, for threads. */
	databaseUrl: string;
	job: JobRow & { kind: Kind; payload: JobPayloads[Kind] };
	/** Aborted with a {@link StopReason}. */
	signal: AbortSignal;
	/** Tells how far it is, at most a few times a second; the newest counts. */
	progress(progress: unknown): void;
	/** Tells the operator what nobody else would see. */
	warn(message: string): void;
}

/** One kind of job. */
export interface JobHandler<Kind extends JobKind> {
	kind: Kind;
	/** Runs in a process of its own: it computes for long, and captures and mocks of the worker must not wait for it. */
	isolated?: boolean;
	/** Resolves with the job's result when it is done or has stopped. Rejects when it failed, with a message for people. */
	run(context: JobContext<Kind>): Promise<unknown>;
	/** Says on the row that the job is about that it failed. */
	failed?(db: Database, payload: JobPayloads[Kind], error: string): Promise<void>;
}

/** Resolves when the job has to stop. */
export function stopped(signal: AbortSignal): Promise<StopReason> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve(signal.reason as StopReason);
		else signal.addEventListener('abort', () => resolve(signal.reason as StopReason), { once: true });
	});
}

/** An error's message as a sentence of its own. */
export function sentenceOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const sentence = message.charAt(0).toUpperCase() + message.slice(1);
	return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
