import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { readExchange } from './read-exchange.ts';
import { readReport } from './read-report.ts';
import { reportInput } from './report-input.ts';

/**
 * One exchange of a report: its verdicts, and the payloads that were expected and that came.
 * Access: the user of this machine.
 */
export const exchange = localProcedure
	.input(reportInput.extend({ n: z.int().min(0) }))
	.query(async ({ ctx, input }) => {
		const { replay, evaluation } = await readReport(ctx.db, input.number, input.evaluation);
		return readExchange(ctx.db, { replay, evaluation: evaluation.n, n: input.n });
	});
