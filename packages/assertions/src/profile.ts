import { type FieldRule, fieldRuleSchema } from './field-rule.ts';
import type { Report, Suggestion } from './report.ts';
import type { TestConfig } from './test-config.ts';

/** The rule that a suggestion stands for, about its kind of message or (`anyKind`) about the path in every message. */
export function ruleFromSuggestion(
	{ path, kind, sender, check, options, evidence }: Suggestion,
	id: string,
	{ anyKind = false }: { anyKind?: boolean } = {},
): FieldRule {
	const scope = anyKind ? { sender } : { sender, kind };
	return fieldRuleSchema.parse({ id, path, check, options, scope, why: evidence, source: 'suggested' });
}

/** The profile with rules added at the end, where they leave every earlier rule in force. */
export function withRules(config: TestConfig, rules: readonly FieldRule[]): TestConfig {
	return { ...config, fields: [...config.fields, ...rules] };
}

/** The report's suggestions, by default only those that every value seen confirms. */
export function suggestionsOf(
	{ summary }: Report,
	{ onlyCertain = true }: { onlyCertain?: boolean } = {},
): Suggestion[] {
	const all = summary.causes.map(({ suggestion }) => suggestion).filter((suggestion) => suggestion !== null);
	return onlyCertain ? all.filter(({ certain }) => certain) : all;
}

/** The profile with suggestions accepted, under ids that are free in it. */
export function withSuggestions(config: TestConfig, suggestions: readonly Suggestion[]): TestConfig {
	const ids = new Set(config.fields.map(({ id }) => id));
	const rules = suggestions.map((suggestion) => {
		const id = freeId(suggestion, ids);
		ids.add(id);
		return ruleFromSuggestion(suggestion, id);
	});
	return withRules(config, rules);
}

/** "Select all noise": the profile with the report's suggestions accepted. */
export function acceptSuggestions(
	report: Report,
	config: TestConfig,
	options: { onlyCertain?: boolean } = {},
): TestConfig {
	return withSuggestions(config, suggestionsOf(report, options));
}

/** 'message-timestamp', with a number where that is taken. */
function freeId({ kind, path }: Suggestion, taken: ReadonlySet<string>): string {
	const base =
		`${kind}-${path}`
			.replace(/[^A-Za-z0-9]+/g, '-')
			.replace(/^-|-$/g, '')
			.toLowerCase() || 'rule';
	for (let number = 1; ; number++) {
		const id = number === 1 ? base : `${base}-${number}`;
		if (!taken.has(id)) return id;
	}
}
