import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** One snapshot, without its contents. Access: the user of this machine. */
export const get = localProcedure
	.input(z.object({ id: z.uuid() }))
	.query(({ ctx, input }) => ctx.db.snapshots.get(input.id));
