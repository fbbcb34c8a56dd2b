import type { ExchangeResult, MessageResult } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import type { LaneEvent } from './lane-layout.ts';

/** One side of a judged message. */
export interface MessageSide {
	/** Message number in its connection. */
	n: number;
	atUs: number;
	decoder: string;
	/** Decoded; null for binary. */
	value: JsonValue;
	/** The start of the payload, base64. */
	base64: string;
	payloadBytes: number;
}

export interface JudgedMessage {
	result: MessageResult;
	expected: MessageSide | null;
	observed: MessageSide | null;
}

/** An exchange with the payloads of what was expected and of what came. */
export interface ExchangeDetailData {
	result: ExchangeResult;
	/** In the order of `result.messages`. */
	messages: readonly JudgedMessage[];
	recorded: readonly LaneEvent[];
	replayed: readonly LaneEvent[];
}

/** The message to open first: the first that did not match, else the first. */
export function firstInteresting(messages: readonly Pick<JudgedMessage, 'result'>[]): number {
	const at = messages.findIndex(({ result }) => result.verdict !== 'match' && result.verdict !== 'ignored');
	return Math.max(0, at);
}

/** '12 of 14 fields match, 2 ignored'; for a message that has only one side, its reason. */
export function messageSentence(message: JudgedMessage, fields: number): string {
	const { result } = message;
	if (message.expected === null || message.observed === null) return result.reason;
	const ignored = result.differences.filter(({ ruleId }) => ruleId !== null).length;
	const open = result.differences.length - ignored;
	if (result.differences.length === 0) return result.verdict === 'late' ? result.reason : 'every field matches';
	const matching = Math.max(0, fields - result.differences.length);
	return `${matching} of ${fields} fields match${ignored > 0 ? `, ${ignored} ignored` : ''}${open > 0 ? `, ${open} ${open === 1 ? 'differs' : 'differ'}` : ''}`;
}

/** Leaves of a value. */
export function countFields(value: JsonValue | undefined): number {
	if (value === undefined) return 0;
	if (typeof value !== 'object' || value === null || '$number' in value) return 1;
	return Object.values(value).reduce<number>((sum, child) => sum + countFields(child as JsonValue), 0);
}
