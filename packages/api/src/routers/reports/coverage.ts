import { judge, withRules } from '@refrain/assertions';
import { localProcedure } from '../../trpc.ts';
import { comparisons } from './comparisons.ts';
import { draftInput } from './draft-input.ts';
import { readReport } from './read-report.ts';

/**
 * For each rule, how many differences it alone would let pass that fail now.
 * Access: the user of this machine.
 */
export const coverage = localProcedure.input(draftInput).query(async ({ ctx, input }) => {
	const { replay, evaluation } = await readReport(ctx.db, input.number, input.evaluation);
	const comparison = await comparisons.get(ctx.db, replay);
	return input.rules.map((rule) => {
		const { exchanges } = judge(comparison, withRules(evaluation.config, [rule]));
		const differences = exchanges.flatMap(({ messages }) => messages.flatMap((message) => message.differences));
		return differences.filter(({ ruleId }) => ruleId === rule.id).length;
	});
});
