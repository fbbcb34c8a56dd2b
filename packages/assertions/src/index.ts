export type { FieldCheck } from './checks/field-check.ts';
export { FIELD_CHECKS, type FieldCheckName } from './checks/index.ts';
export { type FieldRule, type FieldRuleInput, fieldRuleSchema, type RuleScope, ruleScopeSchema } from './field-rule.ts';
export type { ConnectionOutcome, ObservedReplay, ReplayOutcome } from './observed-replay.ts';
export type {
	Cause,
	ConnectionResult,
	Difference,
	ExchangeResult,
	LatencyRow,
	MessageResult,
	Report,
	ReportSummary,
	Result,
	Suggestion,
	Verdict,
} from './report.ts';
export {
	DEFAULT_TEST_CONFIG,
	GOAL_METRICS,
	type Goal,
	type GoalMetric,
	goalSchema,
	type TestConfig,
	type TestConfigInput,
	testConfigSchema,
} from './test-config.ts';
