import type { Cause, Difference, ExchangeResult, MessageResult, Suggestion } from '../report.ts';
import { type CauseSample, causeEvidence, causeSentence } from './cause-words.ts';
import { failures, type JudgedExchange, passes } from './judged-exchange.ts';

/** Looks at all values of a field and proposes the safest check that covers what varies; null when none should be. */
export type Suggest = (difference: Difference, message: MessageResult) => Suggestion | null;

interface Group {
	key: string;
	samples: CauseSample[];
	exchanges: Set<number>;
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

function addExchange(
	{ position: _, sharedReason, ...judged }: JudgedExchange,
	n: number,
	groups: Map<string, Group>,
): ExchangeResult {
	const keys = new Set<string>();
	const exchange: ExchangeResult = { ...judged, n, cause: null, causes: [] };
	if (!judged.asserted || judged.passed) return exchange;
	for (const message of judged.messages) {
		for (const [key, difference] of reasonsOf(message, sharedReason)) {
			keys.add(key);
			const group = groups.get(key) ?? { key, samples: [], exchanges: new Set() };
			groups.set(key, group);
			group.samples.push({ exchange, message, difference });
			group.exchanges.add(n);
		}
	}
	const causes = [...keys];
	exchange.causes = causes;
	exchange.cause = causes[0] ?? null;
	return exchange;
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
		exchanges: exchanges.size,
		representative: first.exchange.n,
		suggestion: difference === null ? null : suggest(difference, message),
	};
}
