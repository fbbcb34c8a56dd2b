import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Access: the user of this machine. */
export const renameRecording = localProcedure
	.input(z.object({ id: z.uuid(), name: z.string().trim().min(1, 'A recording needs a name.').max(200) }))
	.mutation(({ ctx, input }) => ctx.db.recordings.rename(input.id, input.name));
