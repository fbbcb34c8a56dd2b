import { judge, type TestConfig, withRules } from '@refrain/assertions';
import type { Database, EvaluationDetails, ReplayRow } from '@refrain/db';
import { ApiError } from '../../api-error.ts';
import { localProcedure } from '../../trpc.ts';
import { comparisons } from './comparisons.ts';
import { draftInput } from './draft-input.ts';
import { readReport } from './read-report.ts';

/**
 * Saves the rules of a draft as a new version of the report's profile (or as its first profile), and judges the replay
 * again by it. Nothing is replayed, and earlier evaluations stay.
 * Access: the user of this machine.
 */
export const save = localProcedure.input(draftInput).mutation(async ({ ctx, input }) => {
	const { replay, evaluation } = await readReport(ctx.db, input.number, input.evaluation);
	const config = withRules(evaluation.config, input.rules);
	const report = judge(await comparisons.get(ctx.db, replay), config);
	const profile = await saveProfile(ctx.db, { replay, evaluation, config });
	const { n } = await ctx.db.evaluations.add(replay.id, {
		config,
		report,
		profileId: profile.id,
		profileVersion: profile.version,
	});
	return { evaluation: n, profile, passing: report.summary.passing, asserted: report.summary.asserted };
});

interface Draft {
	replay: ReplayRow;
	evaluation: EvaluationDetails;
	config: TestConfig;
}

async function saveProfile(
	db: Database,
	{ replay, evaluation, config }: Draft,
): Promise<{ id: string; version: number }> {
	const note = `from the report of replay #${replay.number}`;
	const { profileId, profileVersion } = evaluation;
	if (profileId === null) return db.profiles.save(null, { name: replay.snapshotName, config, note });
	const newest = await db.profiles.get(profileId);
	if (newest.version !== profileVersion)
		throw new ApiError(
			'wrong-state',
			`${newest.name} is at version ${newest.version} by now, and this evaluation was made by version ${profileVersion}. Evaluate with version ${newest.version} first.`,
		);
	return db.profiles.save(profileId, { name: newest.name, config, note });
}
