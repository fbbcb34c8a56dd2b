import { localProcedure } from '../../trpc.ts';

/** Every snapshot, newest first. Access: the user of this machine. */
export const list = localProcedure.query(({ ctx }) => ctx.db.snapshots.list());
