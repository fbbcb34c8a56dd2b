import type { Cause, Difference, ExchangeResult, MessageResult, Suggestion } from '../report.ts';
import { type CauseSample, causeEvidence, causeSentence } from './cause-words.ts';
import { failures, type JudgedExchange, passes } from './judged-exchange.ts';

/** Looks at all values of a field and proposes the safest check that covers what varies; null when none should be. */
export type Suggest = (difference: Difference, message: MessageResult) => Suggestion | null;

/** Enough to say whether all failures of a cause are alike. */
const MAX_SAMPLES = 100;

interface Group {
	key: string;
	/** The first ones. */
	samples: CauseSample[];
	exchanges: number;
	/** The exchange counted last: one exchange can fail twice for one reason. */
	last: number;
}

/** Numbers the exchanges, gives each the keys of its causes, and groups the failures by reason, most exchanges first. */
export function findCauses(
	judged: readonly JudgedExchange[],
	suggest: Suggest,
): { exchanges: ExchangeResult[]; causes: Cause[] } {
	const groups = new Map<string, Group>();
	const exchanges = judged.map((one, n) => addExchange(one, n, groups));
	const causes = [...groups.values()].map((group) => describeCause(group, suggest));
	causes.sort((a, b) => b.exchanges - a.exchanges || a.representative - b.representative);
	return { exchanges, causes };
}

function addExchange(judged: JudgedExchange, n: number, groups: Map<string, Group>): ExchangeResult {
	const causes: string[] = [];
	const exchange: ExchangeResult = {
		n,
		connectionId: judged.connectionId,
		exchange: judged.exchange,
		kind: judged.kind,
		label: judged.label,
		channel: judged.channel,
		asserted: judged.asserted,
		passed: judged.passed,
		verdict: judged.verdict,
		messages: judged.messages,
		recordedLatencyUs: judged.recordedLatencyUs,
		observedLatencyUs: judged.observedLatencyUs,
		cause: null,
		causes,
		summary: judged.summary,
	};
	if (!judged.asserted || judged.passed) return exchange;
	for (const message of judged.messages) {
		for (const [key, difference] of reasonsOf(message, judged.sharedReason)) {
			if (!causes.includes(key)) causes.push(key);
			addSample(key, { exchange, message, difference }, groups);
		}
	}
	exchange.cause = causes[0] ?? null;
	return exchange;
}

function addSample(key: string, sample: CauseSample, groups: Map<string, Group>): void {
	const group = groups.get(key) ?? { key, samples: [], exchanges: 0, last: -1 };
	groups.set(key, group);
	if (group.samples.length < MAX_SAMPLES) group.samples.push(sample);
	if (group.last !== sample.exchange.n) group.exchanges++;
	group.last = sample.exchange.n;
}

/** The reasons one message fails for, each with the key of its cause: verdict, kind, path, type of difference. */
function reasonsOf(message: MessageResult, sharedReason: string | null): [string, Difference | null][] {
	const { verdict, kind } = message;
	if (passes(verdict)) return [];
	if (sharedReason !== null) return [[`missing|connection||${sharedReason}`, null]];
	if (verdict !== 'mismatch') return [[`${verdict}|${kind}||`, null]];
	return failures(message).map((difference) => [
		`mismatch|${kind}|${difference.generalPath}|${difference.type}`,
		difference,
	]);
}

function describeCause({ key, samples, exchanges }: Group, suggest: Suggest): Cause {
	const first = samples[0] as CauseSample;
	const { message, difference } = first;
	const shared = key.startsWith('missing|connection||');
	return {
		key,
		verdict: message.verdict,
		kind: shared ? 'connection' : message.kind,
		path: difference?.generalPath ?? null,
		sentence: shared ? `Connection failed: ${key.slice('missing|connection||'.length)}` : causeSentence(first),
		evidence: causeEvidence(samples),
		exchanges,
		representative: first.exchange.n,
		suggestion: difference === null ? null : suggest(difference, message),
	};
}
