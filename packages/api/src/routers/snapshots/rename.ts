import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Gives a snapshot another name; what it holds never changes. Access: the user of this machine. */
export const rename = localProcedure
	.input(z.object({ id: z.uuid(), name: z.string().trim().min(1, 'a snapshot needs a name').max(200) }))
	.mutation(({ ctx, input }) => ctx.db.snapshots.rename(input.id, input.name));
