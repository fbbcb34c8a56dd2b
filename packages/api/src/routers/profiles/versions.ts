import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** The versions of a profile, newest first. Access: the user of this machine. */
export const versions = localProcedure
	.input(z.object({ id: z.string() }))
	.query(({ ctx, input }) => ctx.db.profiles.versions(input.id));
