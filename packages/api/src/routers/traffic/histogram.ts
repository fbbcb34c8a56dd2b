import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * Frames over time, by sender, of one connection or of a whole recording.
 * Access: the user of this machine.
 */
export const histogram = localProcedure
	.input(
		z.object({
			recordingId: z.uuid().optional(),
			connectionId: z.uuid().optional(),
			fromUs: z.number(),
			toUs: z.number(),
			buckets: z.int().min(1).max(1_000),
		}),
	)
	.query(({ ctx, input }) => ctx.db.frames.histogram(input));
