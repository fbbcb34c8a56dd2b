import { type JsonValue, stringifyJson } from '@refrain/traffic';
import { jsonType } from '../json/json-type.ts';
import type { Difference, ExchangeResult, MessageResult, Verdict } from '../report.ts';
import { shortPath } from './judge-connection.ts';

const MAX_VALUE = 40;

export interface CauseSample {
	exchange: ExchangeResult;
	message: MessageResult;
	difference: Difference | null;
}

/** What went wrong, as one would tell it: 'order.total changed', 'No response to PlaceOrder'. */
export function causeSentence({ exchange, message, difference }: CauseSample): string {
	if (difference !== null) return differenceSentence(difference, message);
	switch (message.verdict as Exclude<Verdict, 'match' | 'ignored' | 'mismatch'>) {
		case 'missing':
			return missingSentence(exchange, message);
		case 'unexpected':
			return `Unexpected ${message.kind}`;
		case 'late':
			return `${message.kind} came late`;
	}
}

function missingSentence({ kind, label }: ExchangeResult, message: MessageResult): string {
	if (kind === 'handshake') return `No answer to the handshake ${label}`;
	if (kind === 'http') return `No answer to ${label}`;
	if (kind === 'close') return 'The connection did not end';
	return kind === 'reply' ? `No response ${message.kind} to ${label}` : `Push ${message.kind} did not come`;
}

function differenceSentence({ generalPath, type, expected, observed }: Difference, { kind }: MessageResult): string {
	const outside = outsideSentence(generalPath, expected, observed);
	if (outside !== null) return outside;
	if (generalPath === 'order') return `${kind} came out of order`;
	const field = shortPath(generalPath);
	switch (type) {
		case 'changed':
			return `${field} changed`;
		case 'added':
			return `${field} is new`;
		case 'removed':
			return `${field} is missing`;
		case 'type-changed':
			return `${field} changed type: ${typeName(expected)} → ${typeName(observed)}`;
		case 'moved':
			return `${field} moved`;
	}
}

function outsideSentence(
	path: string,
	expected: JsonValue | undefined,
	observed: JsonValue | undefined,
): string | null {
	const [before, after] = [shortValue(expected), shortValue(observed)];
	switch (path) {
		case 'close.code':
			return `Closed with ${observed ?? 'no code'} instead of ${expected ?? 'no code'}`;
		case 'close.by':
			return `Closed by the ${observed} instead of the ${expected}`;
		case 'close.reason':
			return `Closed with the reason ${after} instead of ${before}`;
		case 'handshake.status':
			return `Handshake answered with ${after} instead of ${before}`;
		case 'handshake.subprotocol':
			return `The server chose ${observed ?? 'no subprotocol'} instead of ${expected ?? 'none'}`;
		case 'http.status':
			return `Answered with ${after} instead of ${before}`;
		case 'message.type':
			return `Sent as ${observed} instead of ${expected}`;
		default:
			return path.startsWith('http.') || path.startsWith('handshake.') ? `${path} changed` : null;
	}
}

/** The proof in a few words: 'timed out 5 s', '1000 → 1011'. */
export function causeEvidence(samples: readonly CauseSample[]): string {
	const [first] = samples as [CauseSample];
	if (first.difference === null) return first.message.reason;
	const changes = new Set(samples.map(({ difference }) => changeText(difference as Difference)));
	const [only] = changes;
	return changes.size === 1 ? (only as string) : `first ${only}`;
}

function changeText({ type, expected, observed, reason }: Difference): string {
	if (reason !== null) return `${shortValue(observed)} ${reason}`;
	if (type === 'removed') return `was ${shortValue(expected)}`;
	if (type === 'added') return `is ${shortValue(observed)}`;
	if (type === 'moved') return expected === undefined ? 'same content, other place' : shortValue(expected);
	return `${shortValue(expected)} → ${shortValue(observed)}`;
}

function shortValue(value: JsonValue | undefined): string {
	if (value === undefined) return 'nothing';
	const text = stringifyJson(value);
	return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}

function typeName(value: JsonValue | undefined): string {
	return value === undefined ? 'nothing' : jsonType(value);
}
