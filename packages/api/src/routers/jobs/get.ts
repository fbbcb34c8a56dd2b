import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** A job of the queue: its state, its progress, and why it failed. Access: the user of this machine. */
export const get = localProcedure
	.input(z.object({ id: z.uuid() }))
	.query(({ ctx, input }) => ctx.db.jobs.get(input.id));
