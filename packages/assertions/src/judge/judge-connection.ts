import type { Exchange } from '@refrain/traffic';
import { closeLabel } from '../compare/compare-facts.ts';
import type { ConnectionComparison, FactsPair, MessagePair, Side } from '../compare/comparison.ts';
import type { ExchangeResult, MessageResult } from '../report.ts';
import type { TestConfig } from '../test-config.ts';
import { ConnectionContext } from './connection-context.ts';
import { type Judging, judgeDifferences, judgeMessage, type MessageQuestion, verdictOf } from './judge-message.ts';
import { failures, type JudgedExchange, passes, worstVerdict } from './judged-exchange.ts';
import type { RuleBook } from './rule-book.ts';

export interface ConnectionQuestion {
	comparison: ConnectionComparison;
	config: TestConfig;
	rules: RuleBook;
	/** The replay was stopped: what did not come any more is not judged. */
	stopped: boolean;
}

/** Verdicts on everything a connection of the snapshot holds, in its order, with what only the replay saw in between. */
export function judgeConnection(question: ConnectionQuestion): JudgedExchange[] {
	const { comparison, config, rules } = question;
	const judging: Judging = { config, rules, context: new ConnectionContext(comparison) };
	const judged = comparison.expected.exchanges.map((exchange) => judgeExchange(exchange, question, judging));
	const close = judgeClose(question, judging);
	const positions = surplusPositions(comparison);
	const surplus = comparison.unexpected.map(({ observed }) =>
		judgeSurplus(observed as number, positions.get(observed as number) as number, question),
	);
	return [...judged, ...close, ...surplus].sort((a, b) => a.position - b.position);
}

function judgeExchange(exchange: Exchange, question: ConnectionQuestion, judging: Judging): JudgedExchange {
	const { comparison } = question;
	if (exchange.kind === 'handshake') {
		const position = -1 + exchange.n / 1e6;
		return factsExchange(comparison.handshake as FactsPair, {
			exchange,
			label: exchange.label,
			position,
			question,
			judging,
		});
	}
	if (exchange.kind === 'http') {
		const facts = comparison.http.get(exchange.http as number) as FactsPair;
		// Requests come before the frames of a connection: they are what it was before the upgrade.
		return factsExchange(facts, {
			exchange,
			label: exchange.label,
			position: -1 + exchange.n / 1e6,
			question,
			judging,
		});
	}
	const messages = exchange.responses.map((n) => {
		const pair = comparison.pairs.get(n) as MessagePair;
		return judgeMessage(messageQuestion(pair, exchange, question), judging);
	});
	const first = messages.find(({ observed }) => observed !== null);
	return finish(
		{
			connectionId: comparison.expected.recorded.connection.id,
			exchange: exchange.n,
			kind: exchange.kind,
			label: exchange.label,
			channel: exchange.channel,
			asserted: messages.length > 0,
			messages,
			recordedLatencyUs: messages[0]?.recordedLatencyUs ?? null,
			observedLatencyUs: first?.observedLatencyUs ?? null,
			position: exchange.request ?? exchange.responses[0] ?? 0,
		},
		question,
	);
}

function messageQuestion(pair: MessagePair, exchange: Exchange, question: ConnectionQuestion): MessageQuestion {
	const { expected, observed, outcome } = question.comparison;
	const n = pair.expected as number;
	const decoded = expected.decoded[n] as Side['decoded'][number];
	return {
		pair,
		facts: { sender: 'server', kind: decoded.kind, channel: decoded.channel },
		recordedLatencyUs: exchange.request === null ? null : elapsed(expected, exchange.request, n),
		observedLatencyUs: observedLatency(pair, exchange, { expected, observed }),
		cameAfterWait: pair.observed !== null && outcome.waitedInVain.includes(n),
		missingReason: () => missingReason(n, question),
	};
}

/** Of an answer: since its request. Of a push: how far off its recorded offset, early or late. */
function observedLatency(
	pair: MessagePair,
	exchange: Exchange,
	{ expected, observed }: { expected: Side; observed: Side | null },
): number | null {
	if (observed === null || pair.observed === null || pair.expected === null) return null;
	if (exchange.request === null) return Math.abs(offset(observed, pair.observed) - offset(expected, pair.expected));
	const request = observed.clientMessages[expected.requestOf.get(pair.expected) as number];
	return request === undefined ? null : elapsed(observed, request, pair.observed);
}

function elapsed(side: Side, from: number, to: number): number {
	return (side.messages[to]?.firstAtUs ?? 0) - (side.messages[from]?.atUs ?? 0);
}

function offset(side: Side, n: number): number {
	return (side.messages[n]?.firstAtUs ?? side.zeroUs) - side.zeroUs;
}

function missingReason(n: number, { comparison, config, stopped }: ConnectionQuestion): string {
	const { outcome, observed } = comparison;
	if (stopped) return 'the replay was stopped before it came';
	if (observed === null || outcome.error !== null) return outcome.error ?? 'the connection was not played';
	if (outcome.waitedInVain.includes(n)) return `no counterpart came within ${config.timeouts.answerMs / 1000} s`;
	const recordedAt = `${(offset(comparison.expected, n) / 1e6).toFixed(1)} s`;
	return closedBefore(n, comparison) ?? `no counterpart came; the recording has it at ${recordedAt}`;
}

/** When the connection was over before the message could have come: what ended it. */
function closedBefore(n: number, { expected, observed }: ConnectionComparison): string | null {
	const { close, closedAtUs } = (observed as Side).recorded.connection;
	if (close === null || closedAtUs === null || closedAtUs - (observed as Side).zeroUs > offset(expected, n))
		return null;
	const code = close.code === null ? 'without a code' : `with ${close.code}`;
	return close.by === 'server' ? `the server had closed ${code} before` : 'the connection had ended before';
}

function judgeClose(question: ConnectionQuestion, judging: Judging): JudgedExchange[] {
	const { comparison } = question;
	if (comparison.close === null) return [];
	const label = closeLabel(comparison.expected.recorded.connection);
	return [
		factsExchange(comparison.close, { exchange: null, label, position: Number.MAX_SAFE_INTEGER, question, judging }),
	];
}

interface FactsQuestion {
	exchange: Exchange | null;
	label: string;
	position: number;
	question: ConnectionQuestion;
	judging: Judging;
}

function factsExchange(
	facts: FactsPair,
	{ exchange, label, position, question, judging }: FactsQuestion,
): JudgedExchange {
	const kind = (exchange?.kind ?? 'close') as 'handshake' | 'http' | 'close';
	const scope = { sender: 'server' as const, kind: kind === 'http' ? label : kind, channel: null };
	const differences = judgeDifferences(facts.differences, { facts: scope, observed: null, judging });
	const verdict = facts.observed ? verdictOf(differences, false) : 'missing';
	const message: MessageResult = {
		verdict,
		sender: 'server',
		expected: null,
		observed: null,
		kind: scope.kind,
		channel: null,
		differences,
		reason: factsReason(verdict, kind, question),
		recordedLatencyUs: facts.recordedLatencyUs,
		observedLatencyUs: facts.observedLatencyUs,
	};
	const { recordedLatencyUs, observedLatencyUs } = facts;
	const connectionId = question.comparison.expected.recorded.connection.id;
	return finish(
		{
			connectionId,
			exchange: exchange?.n ?? null,
			kind,
			label,
			channel: null,
			asserted: true,
			messages: [message],
			recordedLatencyUs,
			observedLatencyUs,
			position,
		},
		question,
	);
}

function factsReason(
	verdict: MessageResult['verdict'],
	kind: string,
	{ comparison, stopped }: ConnectionQuestion,
): string {
	if (verdict !== 'missing') return verdict === 'mismatch' ? 'differs' : 'match';
	if (stopped) return 'the replay was stopped before';
	if (comparison.outcome.error !== null) return comparison.outcome.error;
	return kind === 'close' ? 'the connection did not end' : 'no answer came';
}

/** A server message that the recording does not have. */
function judgeSurplus(n: number, position: number, question: ConnectionQuestion): JudgedExchange {
	const { comparison, config } = question;
	const observed = comparison.observed as Side;
	const decoded = observed.decoded[n] as Side['decoded'][number];
	const afterEnd = isAfterEnd(n, comparison);
	const message: MessageResult = {
		verdict: 'unexpected',
		sender: 'server',
		expected: null,
		observed: n,
		kind: decoded.kind,
		channel: decoded.channel,
		differences: [],
		reason: afterEnd ? 'came after the end of the recording' : 'the recording has no such message here',
		recordedLatencyUs: null,
		observedLatencyUs: null,
	};
	return finish(
		{
			connectionId: comparison.expected.recorded.connection.id,
			exchange: null,
			kind: 'unexpected',
			label: decoded.kind,
			channel: decoded.channel,
			asserted: config.unexpected === 'fail' && !afterEnd,
			messages: [message],
			recordedLatencyUs: null,
			observedLatencyUs: null,
			position,
		},
		question,
	);
}

/**
 * A kind of push that the recording knows, at an offset where the recording had ended already: it says nothing about such messages.
 */
function isAfterEnd(n: number, { expected, observed }: ConnectionComparison): boolean {
	const side = observed as Side;
	const lastUs = Math.max(expected.recorded.connection.closedAtUs ?? 0, expected.messages.at(-1)?.atUs ?? 0);
	if (offset(side, n) <= lastUs - expected.zeroUs) return false;
	return expected.pushes.has(side.decoded[n]?.fingerprint ?? '');
}

/** For each surplus message its place in the recording: behind the counterpart of what came last before it. */
function surplusPositions({ pairs, unexpected }: ConnectionComparison): Map<number, number> {
	const matched = [...pairs.values()].filter(({ observed }) => observed !== null);
	matched.sort((a, b) => (a.observed as number) - (b.observed as number));
	const positions = new Map<number, number>();
	let [at, before] = [0, 0];
	for (const { observed } of unexpected) {
		for (; at < matched.length && (matched[at]?.observed as number) < (observed as number); at++) {
			before = Math.max(before, matched[at]?.expected as number);
		}
		positions.set(observed as number, before + 0.5);
	}
	return positions;
}

type Unfinished = Omit<JudgedExchange, 'passed' | 'verdict' | 'summary' | 'sharedReason'>;

function finish(exchange: Unfinished, { comparison, stopped }: ConnectionQuestion): JudgedExchange {
	const { messages } = exchange;
	const verdict = worstVerdict(messages);
	const { outcome } = comparison;
	return {
		connectionId: exchange.connectionId,
		exchange: exchange.exchange,
		kind: exchange.kind,
		label: exchange.label,
		channel: exchange.channel,
		// What was not reached when somebody pressed Stop is neither right nor wrong.
		asserted: exchange.asserted && !(stopped && verdict === 'missing'),
		passed: passes(verdict) || messages.length === 0,
		verdict,
		messages,
		recordedLatencyUs: exchange.recordedLatencyUs,
		observedLatencyUs: exchange.observedLatencyUs,
		summary: passes(verdict) ? '' : summaryOf(exchange),
		position: exchange.position,
		sharedReason: verdict === 'missing' && outcome.state === 'failed' ? outcome.error : null,
	};
}

function summaryOf({ messages }: Pick<ExchangeResult, 'messages'>): string {
	const fields = messages.flatMap((message) => failures(message).map(({ generalPath }) => shortPath(generalPath)));
	if (fields.length > 0) return [...new Set(fields)].join(', ');
	return messages.find(({ verdict }) => !passes(verdict))?.reason ?? '';
}

/** '$.order.total' as people say it: 'order.total'. */
export function shortPath(path: string): string {
	return path === '$' ? 'payload' : path.replace(/^\$\.?/, '');
}
