import { localProcedure } from '../../trpc.ts';

/** Every assertion profile at its newest version, by name. Access: the user of this machine. */
export const list = localProcedure.query(({ ctx }) => ctx.db.profiles.list());
