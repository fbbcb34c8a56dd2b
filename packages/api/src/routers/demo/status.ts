import { localProcedure } from '../../trpc.ts';
import { currentDemo, isUp } from './current-demo.ts';

/**
 * Is the demo up, and if it failed, why?
 * Access: the user of this machine.
 */
export const status = localProcedure.query(async ({ ctx }) => {
	const job = await currentDemo(ctx.db);
	return { up: isUp(job), job };
});
