import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * Deletes a recording with everything in it; refused while snapshots refer to it.
 * Access: the user of this machine.
 */
export const removeRecording = localProcedure
	.input(z.object({ id: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.db.recordings.remove(input.id));
