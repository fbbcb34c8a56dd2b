import type { MessageRow } from '@refrain/db';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';

const PAGE = 500;
/** Rows looked at before the search gives up: in a connection with a million rows a rare kind may be far. */
const REACH = 50_000;

/**
 * The nearest row of the same kind from the same sender, before or after a row; null when there is none within reach.
 * Access: the user of this machine.
 */
export const neighbour = localProcedure
	.input(
		z.object({
			connectionId: z.uuid(),
			n: z.int().min(0),
			sender: z.enum(['client', 'server']),
			kind: z.string(),
			direction: z.enum(['before', 'after']),
		}),
	)
	.query(async ({ ctx, input: { connectionId, n, sender, kind, direction } }) => {
		const wanted = (row: MessageRow) => row.sender === sender && row.kind === kind;
		for (let passed = 0; passed < REACH; passed += PAGE) {
			const edge = direction === 'after' ? n + 1 + passed : n - passed;
			const from = direction === 'after' ? edge : Math.max(0, edge - PAGE);
			const count = direction === 'after' ? PAGE : edge - from;
			if (count <= 0) return null;
			const { rows } = await ctx.db.frames.page(connectionId, { from, count });
			const found = direction === 'after' ? rows.find(wanted) : rows.findLast(wanted);
			if (found) return found;
			if (rows.length < count) return null;
		}
		return null;
	});
