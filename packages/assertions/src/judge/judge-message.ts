import type { MessagePair, RawDifference } from '../compare/comparison.ts';
import type { Difference, MessageResult, Verdict } from '../report.ts';
import type { TestConfig } from '../test-config.ts';
import type { ConnectionContext } from './connection-context.ts';
import { failures } from './judged-exchange.ts';
import type { RuleBook, ScopeFacts } from './rule-book.ts';

export interface MessageQuestion {
	pair: MessagePair;
	facts: ScopeFacts;
	recordedLatencyUs: number | null;
	observedLatencyUs: number | null;
	/** It was waited for and came only after the replay had gone on. */
	cameAfterWait: boolean;
	/** Said of a message that did not come. */
	missingReason: string;
}

export interface Judging {
	config: TestConfig;
	rules: RuleBook;
	context: ConnectionContext;
}

/** The verdict on one expected server message. */
export function judgeMessage(question: MessageQuestion, judging: Judging): MessageResult {
	const { pair, facts, recordedLatencyUs, observedLatencyUs } = question;
	const base = {
		sender: facts.sender,
		expected: pair.expected,
		observed: pair.observed,
		kind: facts.kind,
		channel: facts.channel,
		recordedLatencyUs,
		observedLatencyUs,
	};
	if (pair.observed === null) return { ...base, verdict: 'missing', differences: [], reason: question.missingReason };
	const differences = judgeDifferences(withOrder(pair, judging.config), { facts, observed: pair.observed, judging });
	const verdict = verdictOf(differences, lateness(question, judging.config));
	const result: MessageResult = { ...base, verdict, differences, reason: '' };
	return { ...result, reason: reasonOf(result, question) };
}

export function judgeDifferences(
	raw: readonly RawDifference[],
	{ facts, observed, judging }: { facts: ScopeFacts; observed: number | null; judging: Judging },
): Difference[] {
	return raw.map((difference) => {
		const input = judging.context.inputFor(difference, observed);
		const decision = judging.rules.decide(facts, difference, input);
		const { location: _, ...shown } = difference;
		if (decision === null) return { ...shown, ruleId: null, reason: null };
		if (decision.answer === true) return { ...shown, ruleId: decision.ruleId, reason: null };
		return { ...shown, ruleId: null, reason: decision.answer };
	});
}

/** A message out of the order of its kind has that as a difference more, unless order does not matter. */
function withOrder({ differences, moved }: MessagePair, { order }: TestConfig): readonly RawDifference[] {
	if (!moved || order === 'any') return differences;
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
	return differences.length > 0 ? 'ignored' : 'match';
}

function reasonOf(result: MessageResult, { observedLatencyUs }: MessageQuestion): string {
	if (result.verdict === 'mismatch') return `differs in ${counted(failures(result).length, 'field')}`;
	if (result.verdict === 'ignored')
		return `match, ${counted(result.differences.length, 'field')} covered by assertions`;
	if (result.verdict === 'match') return 'match';
	const after = observedLatencyUs === null ? '' : `, after ${Math.round(observedLatencyUs / 1000)} ms`;
	return `match, but late${after}`;
}

export function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
