import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * One capture with its state, its port once it listens, its error when it could not.
 * Access: the user of this machine.
 */
export const get = localProcedure
	.input(z.object({ id: z.uuid() }))
	.query(({ ctx, input }) => ctx.db.captures.get(input.id));
