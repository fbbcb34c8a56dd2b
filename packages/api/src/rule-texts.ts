import { FIELD_CHECKS, type FieldRule } from '@refrain/assertions';

/** What each rule's check asks, in words ('a timestamp', 'at most 0.01 apart'), by the rule's id. Browsers get the words, not the checks. */
export type RuleTexts = Record<string, string>;

export function ruleTexts(rules: readonly FieldRule[]): RuleTexts {
	return Object.fromEntries(rules.map((rule) => [rule.id, ruleText(rule)]));
}

function ruleText({ check: name, options }: FieldRule): string {
	const check = FIELD_CHECKS.find((one) => one.name === name);
	// Each check describes its own options; the registry's union cannot say so.
	return check === undefined ? name : (check.describe as (options: unknown) => string)(options);
}
