import { localProcedure } from '../../trpc.ts';

/**
 * Everything that was captured or imported, newest first, with its totals.
 * Access: the user of this machine.
 */
export const recordings = localProcedure.query(({ ctx }) => ctx.db.recordings.list());
