import type { Comparison, ConnectionComparison } from '../compare/comparison.ts';
import { fieldSuggester } from '../noise/field-suggester.ts';
import type { ConnectionResult, ExchangeResult, Report, ReportSummary, Result, Verdict } from '../report.ts';
import type { TestConfig } from '../test-config.ts';
import { findCauses } from './causes.ts';
import { type GoalResult, isAboutAnswers, judgeGoals } from './goals.ts';
import { judgeConnection } from './judge-connection.ts';
import { judgeCounts } from './judge-counts.ts';
import { latencyTable } from './latency-table.ts';
import { RuleBook } from './rule-book.ts';

/** Judges a compared replay by a profile. Quick: new rules over an old comparison need no decoding and no alignment. */
export function judge(comparison: Comparison, config: TestConfig): Report {
	const rules = new RuleBook(config);
	const stopped = comparison.outcome.state === 'stopped';
	const judged = comparison.connections.flatMap((one) => judgeConnection({ comparison: one, config, rules, stopped }));
	const { exchanges, causes } = findCauses(judged, fieldSuggester([comparison]));
	const counts = countVerdicts(exchanges);
	const latency = latencyTable(exchanges);
	const messagesObserved = sum(comparison.connections.map(({ observed }) => observed?.exchangeOf.size ?? 0));
	const { startedAtUs, endedAtUs } = comparison.outcome;
	const facts = { ...counts, latency, messagesObserved, durationUs: endedAtUs - startedAtUs };
	const goals = [...judgeGoals(config, facts), ...judgeCounts(config.counts, comparison)];
	const summary: ReportSummary = {
		result: resultOf({ comparison, counts, goals, config }),
		...counts,
		messagesExpected: sum(comparison.connections.map(({ expected }) => expected.exchangeOf.size)),
		messagesObserved,
		connections: comparison.connections.map(connectionResult),
		latency,
		causes,
		goals: goals.map(({ name, met, sentence }) => ({ name, met, sentence })),
		outcome: comparison.outcome,
	};
	return { summary, exchanges };
}

type Counts = Pick<ReportSummary, 'passing' | 'asserted' | 'verdicts'>;

function countVerdicts(exchanges: readonly ExchangeResult[]): Counts {
	const verdicts: Record<Verdict, number> = { match: 0, ignored: 0, mismatch: 0, missing: 0, late: 0, unexpected: 0 };
	let [passing, asserted] = [0, 0];
	for (const exchange of exchanges) {
		if (exchange.asserted) asserted++;
		if (exchange.asserted && exchange.passed) passing++;
		for (const { verdict } of exchange.messages) verdicts[verdict]++;
	}
	return { passing, asserted, verdicts };
}

interface ResultFacts {
	comparison: Comparison;
	counts: Counts;
	goals: readonly GoalResult[];
	config: TestConfig;
}

/** Failed: an answer is wrong. Missed goals: all answers are right, but a latency or volume goal is not met. */
function resultOf({ comparison, counts, goals, config }: ResultFacts): Result {
	const { state } = comparison.outcome;
	if (state !== 'finished') return state;
	if (goals.some(({ met, aboutAnswers }) => !met && aboutAnswers)) return 'failed';
	// Goals about answers say how much may be wrong; without any, everything must be right.
	if (!config.goals.some(isAboutAnswers) && counts.passing < counts.asserted) return 'failed';
	return goals.some(({ met }) => !met) ? 'missed-goals' : 'passed';
}

function connectionResult({ expected, observed, outcome }: ConnectionComparison): ConnectionResult {
	const [before, after] = [expected.recorded.connection, observed?.recorded.connection];
	return {
		connectionId: before.id,
		path: before.path,
		state: outcome.state,
		error: outcome.error,
		expectedClose: before.close === null ? null : { code: before.close.code, by: before.close.by },
		observedClose: after?.close ? { code: after.close.code, by: after.close.by } : null,
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
