import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Replays, newest first; of one snapshot when given. Access: the user of this machine. */
export const list = localProcedure
	.input(z.object({ snapshotId: z.uuid().optional(), count: z.int().min(1).max(1_000).default(200) }))
	.query(({ ctx, input }) => ctx.db.replays.list(input));
