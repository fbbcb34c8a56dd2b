// Runs jobs, one after the other, in a process of its own: see job-processes.ts.
import { openDatabase } from '@refrain/db';
import type { FromJobProcess, ToJobProcess } from './job-processes.ts';
import { JOB_HANDLERS } from './jobs/index.ts';
import { type JobHandler, sentenceOf } from './jobs/job-handler.ts';

// A Ctrl-C in the terminal reaches every process of the group; the worker says when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// The worker needs us no more, or is gone; then its jobs are given to others, or marked as failed.
process.on('disconnect', () => process.exit(0));

let abort = new AbortController();
process.on('message', (message: ToJobProcess) => {
	if ('stop' in message) abort.abort(message.stop);
	else void run(message).then(tell);
});

function tell(message: FromJobProcess): void {
	process.send?.(message);
}

async function run({ databaseUrl, job }: Exclude<ToJobProcess, { stop: unknown }>): Promise<FromJobProcess> {
	abort = new AbortController();
	const { signal } = abort;
	await using db = openDatabase(databaseUrl, { max: 4 });
	try {
		// The registry's type ties kind and payload together; here any of them is run.
		const handler = JOB_HANDLERS[job.kind] as JobHandler<never>;
		const result = await handler.run({
			db,
			databaseUrl,
			job: job as never,
			signal,
			progress: (progress) => tell({ progress }),
			warn: (warning) => tell({ warning }),
		});
		return { result };
	} catch (error) {
		return { error: sentenceOf(error) };
	}
}
