import { type Cause, projectDraft, type Report, withRules } from '@refrain/assertions';
import { ruleTexts } from '../../rule-texts.ts';
import { localProcedure } from '../../trpc.ts';
import { comparisons } from './comparisons.ts';
import { draftInput } from './draft-input.ts';
import { readReport } from './read-report.ts';

/**
 * What a report would be with the rules of a draft; nothing is saved.
 * Access: the user of this machine.
 */
export const project = localProcedure.input(draftInput).query(async ({ ctx, input }) => {
	const { replay, evaluation } = await readReport(ctx.db, input.number, input.evaluation);
	const comparison = await comparisons.get(ctx.db, replay);
	const { report, ...projection } = projectDraft(
		comparison,
		evaluation.config,
		withRules(evaluation.config, input.rules),
	);
	const ids = new Set(input.rules.map(({ id }) => id));
	return {
		...projection,
		covered: coveredCauses(evaluation.summary.causes, report, ids),
		texts: ruleTexts(input.rules),
	};
});

/** Causes that the draft does away with, each with the rule that does. */
function coveredCauses(
	causes: readonly Cause[],
	projected: Report,
	ids: ReadonlySet<string>,
): { key: string; ruleId: string }[] {
	const left = new Set(projected.summary.causes.map(({ key }) => key));
	return causes.flatMap(({ key, path, representative }) => {
		if (left.has(key) || path === null) return [];
		const differences = projected.exchanges[representative]?.messages.flatMap((message) => message.differences) ?? [];
		const rule = differences.find(
			({ generalPath, ruleId }) => generalPath === path && ruleId !== null && ids.has(ruleId),
		);
		return rule?.ruleId ? [{ key, ruleId: rule.ruleId }] : [];
	});
}
