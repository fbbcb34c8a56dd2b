import type { MessageRow } from '@refrain/db';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { planSearch, rowConditions } from './row-conditions.ts';

/** A call that has not filled its page after this long gives what it has, so that the page can show progress. */
const PATIENCE_MS = 1_000;

/**
 * Rows that satisfy a filter, from a position on: at most `count`, fewer when time ran out. `done` is false while there
 * is more behind `nextFrom`.
 * Access: the user of this machine.
 */
export const search = localProcedure
	.input(
		rowConditions.extend({
			connectionId: z.uuid(),
			from: z.int().min(0),
			count: z.int().min(1).max(500),
		}),
	)
	.query(async ({ ctx, signal, input: { connectionId, from, count, ...conditions } }) => {
		const { filter, acceptsRow, acceptsPayload } = planSearch(conditions);
		const until = Date.now() + PATIENCE_MS;
		const rows: MessageRow[] = [];
		let nextFrom = from;
		for (;;) {
			const page = await ctx.db.frames.search(connectionId, { ...filter, from: nextFrom, count: count - rows.length });
			for (const row of page.rows) {
				if (!acceptsRow(row)) continue;
				if (acceptsPayload) {
					const whole = await ctx.db.frames.byNumber(connectionId, row.n);
					if (!whole || !acceptsPayload(whole.payload)) continue;
				}
				rows.push(row);
			}
			nextFrom = page.nextFrom;
			if (page.done || rows.length >= count || Date.now() > until || signal?.aborted)
				return { rows, total: page.total, done: page.done, nextFrom };
		}
	});
