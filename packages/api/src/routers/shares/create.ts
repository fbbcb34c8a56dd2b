import { z } from 'zod';
import { ApiError } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';
import { readReport } from '../reports/read-report.ts';
import { reportInput } from '../reports/report-input.ts';

const DAY_US = 86_400_000_000;
/** Longer than this nobody remembers what was shared. */
const MOST_DAYS = 90;

/**
 * A link to one evaluation of a report. The token is in the answer and nowhere else.
 * Access: the user of this machine.
 */
export const create = localProcedure
	.input(
		reportInput.extend({
			days: z.int().min(1).max(MOST_DAYS).default(7),
			include: z.enum(['all', 'failed', 'none']).default('failed'),
		}),
	)
	.mutation(async ({ ctx, input: { number, evaluation, days, include } }) => {
		const report = await readReport(ctx.db, number, evaluation);
		if (report.replay.endedAtUs === null) throw new ApiError('wrong-state', `Replay #${number} is not over yet.`);
		const expiresAtUs = Date.now() * 1000 + days * DAY_US;
		return ctx.db.shares.create({
			replayId: report.replay.id,
			evaluation: report.evaluation.n,
			expiresAtUs,
			include,
		});
	});
