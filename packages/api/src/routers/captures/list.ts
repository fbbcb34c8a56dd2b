import { localProcedure } from '../../trpc.ts';

/**
 * All captures, newest first.
 * Access: the user of this machine.
 */
export const list = localProcedure.query(({ ctx }) => ctx.db.captures.list());
