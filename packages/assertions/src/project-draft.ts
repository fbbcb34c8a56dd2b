import type { Comparison } from './compare/comparison.ts';
import { judge } from './judge/judge.ts';
import { inScope } from './judge/rule-book.ts';
import { type FieldPath, parseFieldPath } from './paths/field-path.ts';
import { hasPath } from './paths/has-path.ts';
import type { ExchangeResult, Report } from './report.ts';
import type { TestConfig } from './test-config.ts';

/** What a draft profile would make of a replay, beside what it was judged by. */
export interface Projection {
	/** As "Save assertions and re-evaluate" will show it: the same function makes both. */
	report: Report;
	passing: number;
	asserted: number;
	recordedPassing: number;
	recordedAsserted: number;
	/** `ExchangeResult.n` of failed exchanges that would pass. */
	startToMatch: readonly number[];
	/** Of passing ones that would fail. */
	stopMatching: readonly number[];
	/** Differences that would pass in exchanges which fail all the same. */
	othersHidden: number;
	/** Passing exchanges with a field that is compared now and would be ignored. */
	stopChecking: number;
}

/** Judges a comparison by a draft and counts what changes (nothing is saved). */
export function projectDraft(comparison: Comparison, config: TestConfig, draft: TestConfig): Projection {
	const [recorded, report] = [judge(comparison, config), judge(comparison, draft)];
	const startToMatch: number[] = [];
	const stopMatching: number[] = [];
	const ignoring = newIgnores(config, draft);
	let [othersHidden, stopChecking] = [0, 0];
	for (const [n, after] of report.exchanges.entries()) {
		// Rules change verdicts, never which exchanges there are: both lists have the same order.
		const before = recorded.exchanges[n] as ExchangeResult;
		if (before.asserted && before.passed && ignoring(comparison, before)) stopChecking++;
		if (before.passed && !after.passed) stopMatching.push(n);
		if (!before.passed && after.passed) startToMatch.push(n);
		if (!after.passed) othersHidden += Math.max(0, covered(after) - covered(before));
	}
	return {
		report,
		passing: report.summary.passing,
		asserted: report.summary.asserted,
		recordedPassing: recorded.summary.passing,
		recordedAsserted: recorded.summary.asserted,
		startToMatch,
		stopMatching,
		othersHidden,
		stopChecking,
	};
}

function covered({ messages }: ExchangeResult): number {
	return messages.reduce((sum, { differences }) => sum + differences.filter(({ ruleId }) => ruleId !== null).length, 0);
}

/** Says of an exchange whether a rule that only the draft has would ignore one of its fields. */
function newIgnores(
	config: TestConfig,
	draft: TestConfig,
): (comparison: Comparison, exchange: ExchangeResult) => boolean {
	const known = new Set(config.fields.map((rule) => JSON.stringify(rule)));
	const rules = draft.fields
		.filter((rule) => rule.enabled && rule.check === 'ignore' && !known.has(JSON.stringify(rule)))
		.map(({ path, scope }) => ({ path: parseFieldPath(path) as FieldPath, scope }));
	return (comparison, { connectionId, messages }) => {
		if (rules.length === 0) return false;
		const side = comparison.connections.find(({ outcome }) => outcome.expectedId === connectionId)?.expected;
		return messages.some((message) => {
			const value = message.expected === null ? undefined : side?.decoded[message.expected]?.value;
			return value !== undefined && rules.some(({ path, scope }) => inScope(scope, message) && hasPath(value, path));
		});
	};
}
