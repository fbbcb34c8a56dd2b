import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Undoes a revocation: the same link opens again. Access: the user of this machine. */
export const unrevoke = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.shares.unrevoke(input.id));
