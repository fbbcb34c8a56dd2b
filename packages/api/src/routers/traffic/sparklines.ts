import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * A few bars for each connection: its frames over its life.
 * Access: the user of this machine.
 */
export const sparklines = localProcedure
	.input(z.object({ ids: z.array(z.uuid()).max(200), buckets: z.int().min(1).max(64).default(24) }))
	.query(({ ctx, input: { ids, buckets } }) => ctx.db.frames.sparklines(ids, buckets));
