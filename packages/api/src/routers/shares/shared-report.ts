import type {
	Cause,
	Difference,
	ExchangeResult,
	LatencyRow,
	MessageResult,
	Result,
	Verdict,
} from '@refrain/assertions';
import type { ShareInclude } from '@refrain/db';
import type { JsonValue } from '@refrain/traffic';

/** All that the holder of a share link gets. */
export interface SharedReport {
	include: ShareInclude;
	expiresAtUs: number;
	result: Result;
	snapshotName: string;
	/** Without what may be secret in an address: user, password, query. */
	target: string;
	timing: string;
	profile: string | null;
	startedAtUs: number | null;
	endedAtUs: number | null;
	passing: number;
	asserted: number;
	verdicts: Record<Verdict, number>;
	messagesExpected: number;
	messagesObserved: number;
	connections: { opened: number; total: number };
	goals: readonly { name: string; met: boolean; sentence: string }[];
	latency: readonly LatencyRow[];
	causes: readonly SharedCause[];
	exchanges: readonly SharedExchange[];
	/** Of the report; more than `exchanges` when it was cut. */
	exchangesTotal: number;
	rules: readonly { id: string; path: string; check: string; scope: string; why: string }[];
}

export type SharedCause = Pick<Cause, 'key' | 'verdict' | 'kind' | 'path' | 'sentence' | 'exchanges'> & {
	/** null where it would show values. */
	evidence: string | null;
};

export type SharedExchange = Pick<
	ExchangeResult,
	| 'n'
	| 'kind'
	| 'label'
	| 'channel'
	| 'asserted'
	| 'passed'
	| 'verdict'
	| 'causes'
	| 'recordedLatencyUs'
	| 'observedLatencyUs'
	| 'summary'
> & { messages: readonly SharedMessage[] };

export interface SharedMessage {
	verdict: Verdict;
	kind: string;
	reason: string;
	differences: readonly SharedDifference[];
	/** Absent where payloads are not shared. */
	expected?: JsonValue | undefined;
	observed?: JsonValue | undefined;
}

export type SharedDifference = Pick<Difference, 'path' | 'type' | 'ruleId'> & {
	expected?: JsonValue | undefined;
	observed?: JsonValue | undefined;
};

/** A message's payloads, for the levels that show them. */
export interface Payloads {
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
}

/** Are the payloads of this exchange shown at this level? */
export function showsPayloads(include: ShareInclude, exchange: Pick<ExchangeResult, 'passed' | 'asserted'>): boolean {
	return include === 'all' || (include === 'failed' && exchange.asserted && !exchange.passed);
}

/** Keys of causes quote values: the reader gets others. */
export type CauseKeys = ReadonlyMap<string, string>;

/** @param payloads of each message; null where they are not to be shown */
export function sharedExchange(
	exchange: ExchangeResult,
	payloads: readonly Payloads[] | null,
	keys: CauseKeys,
): SharedExchange {
	const causes = exchange.causes.flatMap((key) => keys.get(key) ?? []);
	const { n, kind, channel, asserted, passed, verdict, recordedLatencyUs, observedLatencyUs, summary } = exchange;
	return {
		...{ n, kind, channel, asserted, passed, verdict, causes, recordedLatencyUs, observedLatencyUs },
		label: withoutQuery(exchange.label),
		summary: payloads === null && !passed ? valueless(verdict) : withoutQuery(summary),
		messages: exchange.messages.map((message, index) => sharedMessage(message, payloads?.[index] ?? null)),
	};
}

function sharedMessage(
	{ verdict, kind, reason, differences }: MessageResult,
	payloads: Payloads | null,
): SharedMessage {
	if (payloads === null)
		return {
			verdict,
			kind,
			reason: valueless(verdict),
			differences: differences.map(({ path, type, ruleId }) => ({ path, type, ruleId })),
		};
	return {
		...{ verdict, kind, reason: withoutQuery(reason) },
		differences: differences.map(({ path, type, ruleId, expected, observed }) => ({
			path,
			type,
			ruleId,
			expected,
			observed,
		})),
		...payloads,
	};
}

/** Sentences of reports quote values; where none may be shown these take their place. */
function valueless(verdict: Verdict): string {
	return VALUELESS[verdict];
}

const VALUELESS = {
	match: 'matches',
	ignored: 'matches but for ignored fields',
	mismatch: 'differs',
	missing: 'did not come',
	late: 'came late',
	unexpected: 'is not in the recording',
} as const satisfies Record<Verdict, string>;

/** A cause for a reader who sees values (of failures), or for one who does not. */
export function sharedCause(cause: Cause, include: ShareInclude, keys: CauseKeys): SharedCause {
	const { verdict, kind, path, exchanges } = cause;
	const facts = { key: keys.get(cause.key) ?? '', verdict, kind, path, exchanges };
	if (include !== 'none')
		return { ...facts, sentence: withoutQuery(cause.sentence), evidence: withoutQuery(cause.evidence) };
	const field = path?.replace(/^\$\.?/, '') || kind;
	return { ...facts, sentence: `${field} ${valueless(verdict)}`, evidence: null };
}

/** 'No answer to GET /ws?token=x' -> 'No answer to GET /ws': request targets carry tokens, and sentences quote them. */
export function withoutQuery(text: string): string {
	return text.replace(/(\/[^\s?"]*)\?[^\s"]*/g, '$1');
}

/** An address without user, password, query and fragment. */
export function publicAddress(target: string): string {
	if (!URL.canParse(target)) return target.replace(/\?.*$/, '');
	const { protocol, host, pathname } = new URL(target);
	return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}
