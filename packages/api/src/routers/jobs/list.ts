import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** The jobs of the queue, newest first. Access: the user of this machine. */
export const list = localProcedure
	.input(z.object({ count: z.int().min(1).max(1_000).default(200) }))
	.query(({ ctx, input }) => ctx.db.jobs.list({ count: input.count }));
