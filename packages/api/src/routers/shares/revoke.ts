import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Ends a link at once. Access: the user of this machine. */
export const revoke = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.shares.revoke(input.id));
