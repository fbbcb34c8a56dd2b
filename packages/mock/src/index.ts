export { type MockFault, type MockFaultInput, mockFaultSchema } from './faults/fault.ts';
export type { PushRequest } from './io/push-request.ts';
export { type Mock, type StartMockInput, startMock } from './io/start-mock.ts';
export type { MatchSuggestion, Projection } from './matching/suggestions.ts';
export { MockError, type MockErrorCode } from './mock-error.ts';
export {
	type MatchDifference,
	MOCK_RESULTS,
	type MockDecision,
	type MockLogEntry,
	type MockResult,
	type MockStats,
	type NearestCandidate,
	type RecordedMessageRef,
} from './mock-log.ts';
export {
	type MockOptions,
	type MockOptionsInput,
	mockOptionsSchema,
	parseMockOptions,
	STRICTNESS,
	type Strictness,
} from './mock-options.ts';
export { type MockRule, type MockRuleInput, mockRuleSchema } from './rules/rule.ts';
