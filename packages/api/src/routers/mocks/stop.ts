import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Stops a mock; its log stays. Access: the user of this machine. */
export const stop = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.mocks.stop(input.id));
