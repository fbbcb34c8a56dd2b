import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

const TYPES = ['text', 'binary', 'ping', 'pong', 'close'] as const;

/**
 * Rows that satisfy a filter, from a position on. One call looks at as much as fits its page or its time; `done` is
 * false while there is more behind `nextFrom`.
 * Access: the user of this machine.
 */
export const search = localProcedure
	.input(
		z.object({
			connectionId: z.uuid(),
			sender: z.enum(['client', 'server']).optional(),
			types: z.array(z.enum(TYPES)).optional(),
			kind: z.string().min(1).optional(),
			text: z.string().min(2, 'Text search needs at least 2 characters.').optional(),
			from: z.int().min(0),
			count: z.int().min(1).max(500),
		}),
	)
	.query(({ ctx, input: { connectionId, ...search } }) => ctx.db.frames.search(connectionId, search));
