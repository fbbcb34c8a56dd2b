import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** The links to a report that still open, newest first; their tokens are not stored. Access: the user of this machine. */
export const list = localProcedure.input(z.object({ number: z.int().min(1) })).query(async ({ ctx, input }) => {
	const { id } = await ctx.db.replays.getByNumber(input.number);
	const shares = await ctx.db.shares.list(id);
	const nowUs = Date.now() * 1000;
	return shares.filter(({ revokedAtUs, expiresAtUs }) => revokedAtUs === null && expiresAtUs > nowUs);
});
