import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { readReport } from './read-report.ts';
import { reportInput } from './report-input.ts';

const MOST = 20_000;

/**
 * The exchanges of a report without their messages, in order: what the list of the page filters and sorts.
 * Access: the user of this machine.
 */
export const exchanges = localProcedure
	.input(reportInput.extend({ from: z.int().min(0).default(0), count: z.int().min(1).max(MOST).default(MOST) }))
	.query(async ({ ctx, input }) => {
		const { replay, evaluation } = await readReport(ctx.db, input.number, input.evaluation);
		const page = await ctx.db.evaluations.exchanges(replay.id, evaluation.n, { from: input.from, count: input.count });
		return { total: evaluation.exchanges, rows: page.map(({ messages, ...row }) => row) };
	});
