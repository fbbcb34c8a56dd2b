import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

/** Lines of a mock's log in their order; a negative `from` counts from the end. Access: the user of this machine. */
export const entries = localProcedure
	.input(
		z.object({
			id: z.uuid(),
			show: z.enum(['all', 'miss', 'hit', 'push']).default('all'),
			from: z.int().default(-200),
			count: z.int().min(1).max(1_000).default(200),
		}),
	)
	.query(({ ctx, input: { id, ...page } }) => ctx.db.mocks.entries(id, page));
