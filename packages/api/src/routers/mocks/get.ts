import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** A mock and its figures. Access: the user of this machine. */
export const get = localProcedure
	.input(z.object({ id: z.uuid() }))
	.query(({ ctx, input }) => ctx.db.mocks.get(input.id));
