import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * Asks the worker to end a capture: clients are told, what was recorded stays.
 * Access: the user of this machine.
 */
export const stop = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.captures.stop(input.id));
