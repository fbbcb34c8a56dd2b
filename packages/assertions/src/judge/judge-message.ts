import type { MessagePair, RawDifference } from '../compare/comparison.ts';
import type { Difference, MessageResult, Verdict } from '../report.ts';
import type { TestConfig } from '../test-config.ts';
import type { ConnectionContext } from './connection-context.ts';
import { FOLLOWS, type RuleBook, type ScopeFacts } from './rule-book.ts';

export interface MessageQuestion {
	pair: MessagePair;
	facts: ScopeFacts;
	recordedLatencyUs: number | null;
	observedLatencyUs: number | null;
	/** It was waited for and came only after the replay had gone on. */
	cameAfterWait: boolean;
	/** Said of a message that did not come. */
	missingReason: () => string;
}

export interface Judging {
	config: TestConfig;
	rules: RuleBook;
	context: ConnectionContext;
}

/** The verdict on one expected server message. */
export function judgeMessage(question: MessageQuestion, judging: Judging): MessageResult {
	const { pair, facts } = question;
	const differences =
		pair.observed === null
			? []
			: judgeDifferences(withOrder(pair, judging.config), { facts, observed: pair.observed, judging });
	const verdict = pair.observed === null ? 'missing' : verdictOf(differences, lateness(question, judging.config));
	return {
		verdict,
		sender: facts.sender,
		expected: pair.expected,
		observed: pair.observed,
		kind: facts.kind,
		channel: facts.channel,
		differences,
		reason: reasonOf(verdict, differences, question),
		recordedLatencyUs: question.recordedLatencyUs,
		observedLatencyUs: question.observedLatencyUs,
	};
}

export function judgeDifferences(
	raw: readonly RawDifference[],
	{ facts, observed, judging }: { facts: ScopeFacts; observed: number | null; judging: Judging },
): readonly Difference[] {
	if (raw.length === 0) return NONE;
	return raw.map((difference) => {
		const decision = judging.rules.decide(facts, difference, () => judging.context.inputFor(difference, observed));
		const { path, generalPath, type, expected, observed: value, movedFrom } = difference;
		const passes = decision?.answer === true;
		const judged: Difference = {
			path,
			generalPath,
			type,
			expected,
			observed: value,
			ruleId: passes ? decision.ruleId : null,
			reason: decision === null || passes ? null : (decision.answer as string),
		};
		if (movedFrom !== undefined) judged.movedFrom = movedFrom;
		return judged;
	});
}

const NONE: readonly Difference[] = [];

/** A message out of the order of its kind has that as a difference more, unless order does not matter. */
function withOrder({ differences, moved, displaced }: MessagePair, { order }: TestConfig): readonly RawDifference[] {
	const misplaced = order === 'strict' ? moved || displaced : order === 'per-kind' && moved;
	if (!misplaced) return differences;
	const place = { location: 'order', path: 'order', generalPath: 'order', expected: undefined, observed: undefined };
	return [...differences, { ...place, type: 'moved' }];
}

function lateness({ observedLatencyUs, cameAfterWait }: MessageQuestion, { timeouts }: TestConfig): boolean {
	if (cameAfterWait) return true;
	return timeouts.lateMs !== null && observedLatencyUs !== null && observedLatencyUs > timeouts.lateMs * 1000;
}

export function verdictOf(differences: readonly Difference[], late: boolean): Verdict {
	if (differences.some(({ ruleId }) => ruleId === null)) return 'mismatch';
	if (late) return 'late';
	// A value that follows what the client sent is what it should be.
	return differences.some(({ ruleId }) => ruleId !== FOLLOWS) ? 'ignored' : 'match';
}

function reasonOf(verdict: Verdict, differences: readonly Difference[], question: MessageQuestion): string {
	if (verdict === 'missing') return question.missingReason();
	if (verdict === 'match') return 'match';
	if (verdict === 'mismatch') {
		return `differs in ${counted(differences.filter(({ ruleId }) => ruleId === null).length, 'field')}`;
	}
	if (verdict === 'ignored') return `match, ${counted(differences.length, 'field')} covered by assertions`;
	const { observedLatencyUs } = question;
	return `match, but late${observedLatencyUs === null ? '' : `, after ${Math.round(observedLatencyUs / 1000)} ms`}`;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
