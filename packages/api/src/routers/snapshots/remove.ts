import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Deletes a snapshot that no replay and no mock refers to. Access: the user of this machine. */
export const remove = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.snapshots.remove(input.id));
