import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** A replay by the number people call it. Access: the user of this machine. */
export const get = localProcedure
	.input(z.object({ number: z.int().min(1) }))
	.query(({ ctx, input }) => ctx.db.replays.getByNumber(input.number));
