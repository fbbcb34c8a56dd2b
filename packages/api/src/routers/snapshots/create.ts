import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * Freezes a selection of captured traffic: whole connections, or runs of their frames.
 * Access: the user of this machine.
 */
export const create = localProcedure
	.input(
		z.object({
			name: z.string().trim().min(1, 'a snapshot needs a name').max(200),
			connections: z
				.array(
					z.object({ connectionId: z.uuid(), fromSeq: z.int().min(0).optional(), toSeq: z.int().min(0).optional() }),
				)
				.min(1, 'select at least one connection'),
		}),
	)
	.mutation(({ ctx, input }) => ctx.db.snapshots.create(input));
