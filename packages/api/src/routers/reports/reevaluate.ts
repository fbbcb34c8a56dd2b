import { judge } from '@refrain/assertions';
import { z } from 'zod';
import { localProcedure } from '../../trpc.ts';
import { comparisons } from './comparisons.ts';
import { readReport } from './read-report.ts';

/**
 * Judges a finished replay again by a profile at its newest version. Nothing is replayed.
 * Access: the user of this machine.
 */
export const reevaluate = localProcedure
	.input(z.object({ number: z.int().min(1), profileId: z.string() }))
	.mutation(async ({ ctx, input }) => {
		const { replay } = await readReport(ctx.db, input.number, null);
		const { id, version, config } = await ctx.db.profiles.get(input.profileId);
		const report = judge(await comparisons.get(ctx.db, replay), config);
		const { n } = await ctx.db.evaluations.add(replay.id, { config, report, profileId: id, profileVersion: version });
		return { evaluation: n };
	});
