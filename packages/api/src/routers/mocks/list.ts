import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Mocks, newest first; of one snapshot when given. Access: the user of this machine. */
export const list = localProcedure
	.input(z.object({ snapshotId: z.uuid().optional() }))
	.query(({ ctx, input }) => ctx.db.mocks.list(input));
