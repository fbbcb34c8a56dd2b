import type { EvaluationDetails, EvaluationRow, ReplayRow } from '@refrain/db';
import { type RuleTexts, ruleTexts } from '../../rule-texts.ts';
import { localProcedure } from '../../trpc.ts';
import { reportInput } from './report-input.ts';

export interface ReportView {
	replay: ReplayRow;
	/** null until it was judged. */
	evaluation: EvaluationDetails | null;
	/** All of them, oldest first. */
	evaluations: EvaluationRow[];
	/** Of the profile it was judged by; null: everything must be equal. */
	profileName: string | null;
	/** Of the rules it was judged by. */
	ruleTexts: RuleTexts;
}

/**
 * A replay, and of its report everything but the exchanges.
 * Access: the user of this machine.
 */
export const get = localProcedure.input(reportInput).query(async ({ ctx, input }): Promise<ReportView> => {
	const replay = await ctx.db.replays.getByNumber(input.number);
	if (replay.evaluation === null)
		return { replay, evaluation: null, evaluations: [], profileName: null, ruleTexts: {} };
	const [evaluation, evaluations] = await Promise.all([
		ctx.db.evaluations.get(replay.id, input.evaluation ?? undefined),
		ctx.db.evaluations.list(replay.id),
	]);
	const profile = evaluation.profileId === null ? null : await ctx.db.profiles.get(evaluation.profileId);
	const texts = ruleTexts(evaluation.config.fields);
	return { replay, evaluation, evaluations, profileName: profile?.name ?? null, ruleTexts: texts };
});
