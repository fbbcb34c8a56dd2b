import { localProcedure } from '../../trpc.ts';
import { currentDemo, isUp } from './current-demo.ts';

/**
 * Starts the demo: the service in its correct and its faulty build, a capture in front of it and a client. A demo that
 * is already up is left as it is.
 * Access: the user of this machine.
 */
export const start = localProcedure.mutation(async ({ ctx }) => {
	const job = await currentDemo(ctx.db);
	if (job && isUp(job)) return { jobId: job.id };
	return { jobId: await ctx.db.jobs.enqueue('demo', {}) };
});
