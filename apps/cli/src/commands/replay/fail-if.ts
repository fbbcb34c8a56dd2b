import { GOAL_METRICS, type Goal, type GoalMetric } from '@refrain/assertions';
import { CliError } from '../../cli-error.ts';

/** A condition to fail on names the goal by its opposite. */
const OPPOSITE: Readonly<Record<string, Goal['op']>> = {
	'<': '>=',
	'<=': '>',
	'>': '<=',
	'>=': '<',
	'==': '!=',
	'!=': '==',
};

/** Familiar names of the same numbers. */
const ALIASES: Readonly<Record<string, GoalMetric>> = {
	'messages.missing': 'missing',
	'messages.mismatch': 'mismatch',
	'messages.unexpected': 'unexpected',
	'messages.late': 'late',
	'requests.result-match-pct': 'accuracy',
	'requests.per-second': 'messages-per-second',
};

/** 'latency.p95 > 200' as the goal that it must not be so. @throws CliError USAGE with a mark under the bad part */
export function parseFailIf(text: string): Goal {
	const [match, name = '', op = '', value = ''] =
		/^\s*([a-z0-9.-]+)\s*(==|!=|<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)\s*(?:%|ms)?\s*$/.exec(text) ?? [];
	if (match === undefined) {
		throw new CliError(
			'USAGE',
			`--fail-if "${text}": expected a number to watch, a comparison and a value, e.g. "missing > 0"`,
		);
	}
	const metric = ALIASES[name] ?? GOAL_METRICS.find((known) => known === name);
	if (metric === undefined) {
		throw new CliError(
			'USAGE',
			`--fail-if "${text}": ${name} is none of ${GOAL_METRICS.join(', ')}\n  ${text}\n  ${'^'.repeat(name.length)}`,
		);
	}
	return { metric, op: OPPOSITE[op] as Goal['op'], value: Number(value), relative: false };
}
