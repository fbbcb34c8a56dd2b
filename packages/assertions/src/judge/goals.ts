import type { LatencyRow, Verdict } from '../report.ts';
import type { Goal, TestConfig } from '../test-config.ts';

/** The numbers that goals are measured against. */
export interface GoalFacts {
	passing: number;
	asserted: number;
	verdicts: Record<Verdict, number>;
	latency: readonly LatencyRow[];
	messagesObserved: number;
	durationUs: number;
}

export interface GoalResult {
	name: string;
	met: boolean;
	sentence: string;
	/** Whether it is about correctness (else about latency or volume): decides between Failed and Missed goals. */
	aboutAnswers: boolean;
}

const OPERATORS: Record<Goal['op'], (left: number, right: number) => boolean> = {
	'<': (left, right) => left < right,
	'<=': (left, right) => left <= right,
	'>': (left, right) => left > right,
	'>=': (left, right) => left >= right,
	'==': (left, right) => left === right,
	'!=': (left, right) => left !== right,
};

/** Whether each goal of a profile is met, with a sentence that says what was found. */
export function judgeGoals({ goals }: Pick<TestConfig, 'goals'>, facts: GoalFacts): GoalResult[] {
	return goals.map((goal) => {
		const value = measure(goal, facts);
		const met = value !== null && OPERATORS[goal.op](value, goal.value);
		const wanted = `${goal.op} ${goal.value}${unitOf(goal)}`;
		const name = `${goal.metric}${goal.kind === undefined ? '' : ` of ${goal.kind}`} ${wanted}`;
		const found = value === null ? 'nothing was measured' : `is ${rounded(value)}${unitOf(goal)}`;
		const sentence = `${goal.metric} ${found}${met ? '' : ` (goal ${wanted})`}`;
		return { name, met, sentence, aboutAnswers: isAboutAnswers(goal) };
	});
}

export function isAboutAnswers({ metric }: Goal): boolean {
	return !metric.startsWith('latency.') && metric !== 'messages-per-second';
}

function measure(goal: Goal, facts: GoalFacts): number | null {
	const { metric } = goal;
	if (metric === 'accuracy') return facts.asserted === 0 ? null : (100 * facts.passing) / facts.asserted;
	if (metric === 'messages-per-second')
		return facts.durationUs > 0 ? (facts.messagesObserved * 1e6) / facts.durationUs : null;
	if (metric.startsWith('latency.')) return latencyOf(goal, facts.latency);
	return facts.verdicts[metric as Verdict];
}

/** Milliseconds, or per cent above the recording. */
function latencyOf({ metric, kind, relative }: Goal, latency: readonly LatencyRow[]): number | null {
	const row = latency.find((one) => one.kind === (kind ?? '*'));
	const name = metric.slice('latency.'.length);
	const [observed, recorded] = [row?.observed[name], row?.recorded[name]];
	if (observed === undefined) return null;
	if (!relative) return observed / 1000;
	return recorded === undefined || recorded === 0 ? null : (100 * (observed - recorded)) / recorded;
}

function unitOf({ metric, relative }: Goal): string {
	if (metric === 'accuracy') return ' %';
	if (metric.startsWith('latency.')) return relative ? ' % above the recording' : ' ms';
	return '';
}

function rounded(value: number): string {
	return String(Math.round(value * 100) / 100);
}
