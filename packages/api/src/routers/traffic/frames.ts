import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/**
 * A run of rows (messages and control frames) of a connection, by position.
 * Access: the user of this machine.
 */
export const frames = localProcedure
	.input(z.object({ connectionId: z.uuid(), from: z.int().min(0), count: z.int().min(1).max(500) }))
	.query(({ ctx, input: { connectionId, from, count } }) => ctx.db.frames.page(connectionId, { from, count }));
