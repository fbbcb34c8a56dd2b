import { localProcedure } from '../../trpc.ts';
import { currentDemo, isUp } from './current-demo.ts';

/**
 * Stops the demo; what was recorded of it stays.
 * Access: the user of this machine.
 */
export const stop = localProcedure.mutation(async ({ ctx }) => {
	const job = await currentDemo(ctx.db);
	if (job && isUp(job)) await ctx.db.jobs.cancel(job.id);
});
