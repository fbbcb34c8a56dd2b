import type { JsonValue } from '@refrain/traffic';
import type { CheckInput } from '../checks/field-check.ts';
import type { ConnectionComparison, MessagePair, RawDifference, Side } from '../compare/comparison.ts';
import { valueAt } from '../paths/value-at.ts';

/** What checks may ask about the rest of a connection; computed when the first one asks. */
export class ConnectionContext {
	readonly #comparison: ConnectionComparison;
	#previous: Map<number, number> | undefined;
	#counterparts: Map<string, JsonValue> | undefined;

	constructor(comparison: ConnectionComparison) {
		this.#comparison = comparison;
	}

	inputFor(difference: RawDifference, observed: number | null): CheckInput {
		const { location, expected, observed: value, type } = difference;
		return {
			expected,
			observed: value,
			type,
			previous: () => {
				const before = observed === null ? undefined : this.#previousOf(observed);
				return before === undefined || typeof location === 'string' ? undefined : valueAt(before, location);
			},
			counterpartOf: (wanted) => this.#counterpartOf(wanted),
		};
	}

	#previousOf(n: number): JsonValue | undefined {
		const { observed } = this.#comparison;
		if (observed === null) return undefined;
		this.#previous ??= previousOfKind(observed);
		const before = this.#previous.get(n);
		return before === undefined ? undefined : observed.decoded[before]?.value;
	}

	#counterpartOf(value: JsonValue): JsonValue | undefined {
		this.#counterparts ??= firstCounterparts(this.#comparison.pairs.values());
		return this.#counterparts.get(JSON.stringify(value));
	}
}

/** Of each server message the one before it of the same kind and channel. */
function previousOfKind({ messages, decoded }: Side): Map<number, number> {
	const previous = new Map<number, number>();
	const last = new Map<string, number>();
	for (const { n, sender } of messages) {
		if (sender !== 'server') continue;
		const key = `${decoded[n]?.channel ?? ''}\u0000${decoded[n]?.kind}`;
		const before = last.get(key);
		if (before !== undefined) previous.set(n, before);
		last.set(key, n);
	}
	return previous;
}

/** For each value that came out differently: what came instead where it came first. */
function firstCounterparts(pairs: Iterable<MessagePair>): Map<string, JsonValue> {
	const counterparts = new Map<string, JsonValue>();
	const inOrder = [...pairs].sort((a, b) => (a.observed ?? 0) - (b.observed ?? 0));
	for (const { differences } of inOrder) {
		for (const { type, expected, observed } of differences) {
			if (type !== 'changed' || expected === undefined || observed === undefined) continue;
			const key = JSON.stringify(expected);
			if (!counterparts.has(key)) counterparts.set(key, observed);
		}
	}
	return counterparts;
}
