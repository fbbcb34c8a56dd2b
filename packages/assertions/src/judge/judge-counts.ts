import type { Comparison, ConnectionComparison, Side } from '../compare/comparison.ts';
import type { CountRule } from '../count-rule.ts';
import type { GoalResult } from './goals.ts';

/** Whether each rule about numbers of messages holds; where it does not, on which connection or session, and by how many. */
export function judgeCounts(rules: readonly CountRule[], { connections, outcome }: Comparison): GoalResult[] {
	// Of a replay that was stopped nobody can say how many messages were still to come.
	if (outcome.state === 'stopped') return [];
	return rules.filter(({ enabled }) => enabled).map((rule) => judgeRule(rule, connections));
}

function judgeRule(rule: CountRule, connections: readonly ConnectionComparison[]): GoalResult {
	const what = `${rule.kind ?? rule.sender} messages`;
	const name = `number of ${what} per ${rule.per}`;
	const counted = [...groupsOf(rule, connections).values()].map((group) => countGroup(rule, group));
	const failed = counted.filter(({ met }) => !met);
	const [first] = failed;
	const sentence =
		first === undefined
			? `${name}: ${counted.length === 1 ? counted[0]?.found : `all ${counted.length} are as expected`}`
			: `${first.found} ${what}${first.place}, expected ${first.wanted}${others(failed.length - 1, rule.per)}`;
	return { name, met: failed.length === 0, sentence, aboutAnswers: true };
}

function groupsOf(
	{ per }: CountRule,
	connections: readonly ConnectionComparison[],
): Map<string, ConnectionComparison[]> {
	const groups = new Map<string, ConnectionComparison[]>();
	for (const [index, one] of connections.entries()) {
		const { connection } = one.expected.recorded;
		if (connection.kind !== 'websocket') continue;
		const key = per === 'replay' ? '' : per === 'session' ? connection.session.key : String(index);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [one]);
		else group.push(one);
	}
	return groups;
}

interface Counted {
	met: boolean;
	found: number;
	wanted: string;
	/** ' on /ws', '' for the whole replay. */
	place: string;
}

function countGroup(rule: CountRule, group: readonly ConnectionComparison[]): Counted {
	const recorded = sum(group.map(({ expected }) => countIn(expected, rule)));
	const found = sum(group.map(({ observed }) => (observed === null ? 0 : countIn(observed, rule))));
	const [min, max] = rangeOf(rule, recorded);
	return {
		met: found >= min && found <= max,
		found,
		wanted: wantedText(rule, { recorded, found }),
		place: placeOf(rule, group),
	};
}

function countIn({ messages, decoded }: Side, { sender, kind }: CountRule): number {
	return messages.filter(
		({ n, sender: from, type }) =>
			from === sender && (type === 'text' || type === 'binary') && (kind === undefined || decoded[n]?.kind === kind),
	).length;
}

function rangeOf({ expect }: CountRule, recorded: number): [number, number] {
	if (expect.as === 'exactly') return [expect.count, expect.count];
	if (expect.as === 'between') return [expect.min, expect.max ?? Number.POSITIVE_INFINITY];
	const slack = Math.max(expect.plusMinus, (recorded * expect.percent) / 100);
	return [recorded - slack, recorded + slack];
}

function wantedText({ expect }: CountRule, { recorded, found }: { recorded: number; found: number }): string {
	if (expect.as === 'exactly') return String(expect.count);
	if (expect.as === 'between') return expect.max === null ? `at least ${expect.min}` : `${expect.min} to ${expect.max}`;
	const slack = [
		expect.plusMinus > 0 ? `± ${expect.plusMinus}` : '',
		expect.percent > 0 ? `± ${expect.percent} %` : '',
	];
	const by = found < recorded ? `${recorded - found} fewer` : `${found - recorded} more`;
	return `${[recorded, ...slack.filter((text) => text !== '')].join(' ')} (${by})`;
}

function placeOf({ per }: CountRule, [first]: readonly ConnectionComparison[]): string {
	const connection = first?.expected.recorded.connection;
	if (per === 'replay' || connection === undefined) return '';
	return per === 'session' ? ` of ${connection.session.label}` : ` on ${connection.path.split('?')[0]}`;
}

function others(count: number, per: CountRule['per']): string {
	return count === 0 ? '' : `, and on ${count} more ${per}${count === 1 ? '' : 's'}`;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
