import type { ExchangeKind, JsonValue, Sender } from '@refrain/traffic';
import type { ConnectionState, ReplayOutcome } from './observed-replay.ts';

/** Of one expected or surplus server message (product.md, "Verdicts"). */
export type Verdict = 'match' | 'ignored' | 'mismatch' | 'missing' | 'late' | 'unexpected';

export type Result = 'passed' | 'failed' | 'missed-goals' | 'stopped' | 'error';

/** One place where expected and observed differ (or would, without a rule). */
export interface Difference {
	/** Exact JSONPath with indexes, e.g. $.items[2].price; '$' for the whole payload; 'close.code', 'handshake.status', 'handshake.header.x' outside payloads. */
	path: string;
	/** The path with every index as [*]: what causes and rules are grouped by. */
	generalPath: string;
	type: 'changed' | 'added' | 'removed' | 'type-changed' | 'moved';
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	/** Id of the field rule that made it pass, null when it is a failure. */
	ruleId: string | null;
	/** Why it fails although a rule covers it ('is no timestamp'); null otherwise. */
	reason: string | null;
	/** Of 'moved': the path in the expected value. */
	movedFrom?: string;
}

/** Verdict on one server message. */
export interface MessageResult {
	verdict: Verdict;
	sender: Sender;
	/** `Message.n` in the recorded connection; null when unexpected. */
	expected: number | null;
	/** `Message.n` in the observed connection; null when missing. */
	observed: number | null;
	kind: string;
	channel: string | null;
	differences: readonly Difference[];
	/** One sentence for a person: 'no counterpart came within 5 s', 'differs in 2 fields'. */
	reason: string;
	recordedLatencyUs: number | null;
	observedLatencyUs: number | null;
}

/** Verdict on one exchange of the snapshot. */
export interface ExchangeResult {
	/** Position in the report, from 0. */
	n: number;
	connectionId: string;
	/** `Exchange.n`; null for what only the replay saw. */
	exchange: number | null;
	kind: ExchangeKind | 'unexpected' | 'close';
	label: string;
	channel: string | null;
	/** Does it carry an assertion, i.e. does it count for accuracy? */
	asserted: boolean;
	passed: boolean;
	/** Worst verdict of its messages. */
	verdict: Verdict;
	messages: readonly MessageResult[];
	recordedLatencyUs: number | null;
	observedLatencyUs: number | null;
	/** Key of the cause it is grouped under, null when it passed. */
	cause: string | null;
	/** Keys of all its causes; one exchange can fail for several reasons. */
	causes: readonly string[];
	/** 'updatedAt, total' - what the list shows. */
	summary: string;
}

/** Failures with one reason, most exchanges first. */
export interface Cause {
	/** verdict + kind + general path + difference type */
	key: string;
	verdict: Verdict;
	kind: string;
	path: string | null;
	/** 'order.updatedAt changed', 'No response to OrderShipped' */
	sentence: string;
	/** Short proof: 'timestamp', 'timed out 5 s', '1000 -> 1011' */
	evidence: string;
	exchanges: number;
	/** `ExchangeResult.n` of the first one. */
	representative: number;
	suggestion: Suggestion | null;
}

/** The safest check that covers the variation seen, with its evidence (ui.md 8.3). Never proposed for business-looking changes. */
export interface Suggestion {
	path: string;
	kind: string;
	sender: Sender;
	/** Name of a field check: 'timestamp', 'pattern', 'one-of', 'follow', 'ignore', ... */
	check: string;
	options: JsonValue;
	label: string;
	/** 'All 236 values are ISO dates.' */
	evidence: string;
	/** Every value seen fits the classifier: may be accepted with "Select all noise". */
	certain: boolean;
}

export interface LatencyRow {
	/** Kind of the exchange, '*' for all. */
	kind: string;
	n: number;
	/** Nearest rank on the full data, microseconds; keys p50 p75 p90 p95 p99 max. */
	recorded: Record<string, number>;
	observed: Record<string, number>;
}

export interface ReportSummary {
	result: Result;
	/** Exact: passing / asserted exchanges. */
	passing: number;
	asserted: number;
	verdicts: Record<Verdict, number>;
	messagesExpected: number;
	messagesObserved: number;
	connections: readonly ConnectionResult[];
	latency: readonly LatencyRow[];
	causes: readonly Cause[];
	goals: readonly { name: string; met: boolean; sentence: string }[];
	/** How the replay went: with the stored frames of `outcome.connections[].observedId` it can be judged again. */
	outcome: ReplayOutcome;
}

export interface ConnectionResult {
	connectionId: string;
	path: string;
	state: ConnectionState;
	/** Why it failed, for a person. */
	error: string | null;
	expectedClose: { code: number | null; by: string } | null;
	observedClose: { code: number | null; by: string } | null;
}

export interface Report {
	summary: ReportSummary;
	exchanges: readonly ExchangeResult[];
}
