export { AssertionsError, type AssertionsErrorCode } from './assertions-error.ts';
export type { FieldCheck } from './checks/field-check.ts';
export { FIELD_CHECKS, type FieldCheckName } from './checks/index.ts';
export { compare } from './compare/compare.ts';
export type { Comparison, ConnectionComparison } from './compare/comparison.ts';
export { type Correlation, findCorrelations, type Link } from './correlation/find-correlations.ts';
export { type Occurrence, occurrenceKey, type PlacePart } from './correlation/place.ts';
export { responseValueAt } from './correlation/value-at-place.ts';
export { type CountRule, countRuleSchema } from './count-rule.ts';
export { evaluate } from './evaluate.ts';
export { REPORT_FORMATS, type ReportFormatName } from './export/index.ts';
export type { ReportDocument, ReportFormat } from './export/report-document.ts';
export { duration, percent, RESULT_WORDS, resultSentence } from './export/report-words.ts';
export { type FieldRule, type FieldRuleInput, fieldRuleSchema, type RuleScope, ruleScopeSchema } from './field-rule.ts';
export { diffJson, type JsonDifference } from './json/diff-json.ts';
export { type GoalFacts, type GoalResult, judgeGoals } from './judge/goals.ts';
export { judge } from './judge/judge.ts';
export { nearestRank, PERCENTILES } from './judge/latency-table.ts';
export { FOLLOWS, NOT_COMPARED } from './judge/rule-book.ts';
export { learnNoise } from './noise/learn-noise.ts';
export { snapshotOfReplay } from './noise/snapshot-of-replay.ts';
export type {
	ConnectionOutcome,
	ConnectionState,
	CorrelationOutcome,
	ObservedReplay,
	ReplayOutcome,
} from './observed-replay.ts';
export { parseTestConfig, testConfigJsonSchema } from './parse-test-config.ts';
export {
	type FieldPath,
	isFieldPath,
	type Location,
	type PathSegment,
	parseFieldPath,
	pathCovers,
	printGeneralPath,
	printLocation,
} from './paths/field-path.ts';
export { valueAt } from './paths/value-at.ts';
export { acceptSuggestions, ruleFromSuggestion, suggestionsOf, withRules, withSuggestions } from './profile.ts';
export { type Projection, projectDraft } from './project-draft.ts';
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
export {
	type TransformPlace,
	type TransformRule,
	type TransformRuleInput,
	transformPlaceSchema,
	transformRuleSchema,
} from './transform-rule.ts';
export { TRANSFORMS, type TransformName } from './transforms/index.ts';
export type { JwtAlgorithm, Transform, TransformContext } from './transforms/transform.ts';
