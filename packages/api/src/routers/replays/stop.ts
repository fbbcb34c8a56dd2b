import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Stops a replay; what it has judged stays. Access: the user of this machine. */
export const stop = localProcedure.input(z.object({ number: z.int().min(1) })).mutation(async ({ ctx, input }) => {
	const { id } = await ctx.db.replays.getByNumber(input.number);
	await ctx.db.replays.cancel(id);
});
