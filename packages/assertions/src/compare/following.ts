import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { SEPARATORS } from '../correlation/find-correlations.ts';
import { requestItemsOf } from '../correlation/occurrences.ts';
import { diffJson } from '../json/diff-json.ts';
import { jsonEqual } from '../json/json-equal.ts';
import type { ConnectionComparison, RawDifference, Side } from './comparison.ts';
import { bytesEqual } from './message-differences.ts';

/** Shorter texts inside of others agree by accident. */
const MIN_EMBEDDED = 6;

/**
 * Marks the differences that follow from what the client sent: where a replay sends a live value for a recorded one, the service's
 * answers have it too, on whichever connection, alone or inside a longer text.
 */
export function markFollowing(connections: readonly ConnectionComparison[]): void {
	const sent = new Map<string, JsonValue>();
	for (const { expected, observed } of connections) {
		if (observed === null) continue;
		collectSent(expected, observed, sent);
		collectRequested(expected, observed, sent);
	}
	if (sent.size === 0) return;
	const embedded = [...sent].flatMap(([key, value]) => embeddable(JSON.parse(key), value));
	for (const { pairs, http } of connections) {
		for (const { differences } of [...pairs.values(), ...http.values()]) {
			for (const difference of differences) if (follows(difference, sent, embedded)) difference.follows = true;
		}
	}
}

/** For each value that the client sent differently: the recorded one (as JSON) and what was sent. */
function collectSent(expected: Side, observed: Side, sent: Map<string, JsonValue>): void {
	for (const [ordinal, n] of expected.clientMessages.entries()) {
		const m = observed.clientMessages[ordinal];
		if (m === undefined) return;
		const [before, after] = [expected.messages[n], observed.messages[m]];
		if (before === undefined || after === undefined || bytesEqual(before.payload, after.payload)) continue;
		for (const { type, expected: was, observed: is } of diffJson(
			expected.decoded[n]?.value ?? null,
			observed.decoded[m]?.value ?? null,
		)) {
			if (type === 'changed' && was !== undefined && is !== undefined) sent.set(JSON.stringify(was), is);
		}
	}
}

/** The same for what stood in handshakes and requests, whole and token by token ('Bearer ...'). */
function collectRequested(expected: Side, observed: Side, sent: Map<string, JsonValue>): void {
	const before = new Map<string, string>();
	for (const { item, place, value } of requestedValues(expected)) before.set(JSON.stringify([item, place]), value);
	for (const { item, place, value: is } of requestedValues(observed)) {
		const was = before.get(JSON.stringify([item, place]));
		if (was === undefined || was === is) continue;
		sent.set(JSON.stringify(was), is);
		for (const separator of SEPARATORS) {
			const [left, right] = [was.split(separator), is.split(separator)];
			if (left.length !== right.length) continue;
			for (const [index, text] of left.entries()) {
				if (text !== right[index]) sent.set(JSON.stringify(text), right[index] as string);
			}
		}
	}
}

function* requestedValues({ recorded }: Side) {
	for (const { sender, values } of requestItemsOf(recorded, 0)) {
		if (sender !== 'client') continue;
		for (const { item, place, value } of values()) if (typeof value === 'string') yield { item, place, value };
	}
}

function embeddable(was: JsonValue, is: JsonValue): [string, string][] {
	const [before, after] = [textOf(was), textOf(is)];
	return before !== null && after !== null && before.length >= MIN_EMBEDDED ? [[before, after]] : [];
}

function textOf(value: JsonValue): string | null {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	return isJsonNumber(value) ? value.$number : null;
}

function follows(
	{ type, expected, observed }: RawDifference,
	sent: ReadonlyMap<string, JsonValue>,
	embedded: readonly [string, string][],
): boolean {
	if (type !== 'changed' || expected === undefined) return false;
	const instead = sent.get(JSON.stringify(expected));
	if (instead !== undefined) return jsonEqual(instead, observed);
	if (typeof expected !== 'string') return false;
	let text = expected;
	for (const [before, after] of embedded) if (text.includes(before)) text = text.replaceAll(before, after);
	return text !== expected && text === observed;
}
