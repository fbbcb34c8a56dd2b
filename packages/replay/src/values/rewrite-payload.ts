import {
	type DecodedMessage,
	decodeUtf8,
	encodeUtf8,
	isJsonNumber,
	type JsonValue,
	parseJson,
	stringifyJson,
} from '@refrain/traffic';
import type { Replacement } from './replacement.ts';

/** Changes a value before live values are put in; gives back the very same where it changes nothing. */
export type Change = (value: JsonValue) => JsonValue;

const UNCHANGED: Change = (value) => value;

/**
 * A message with live values in the place of recorded ones. JSON is changed exactly at the places; other text wherever the recorded
 * value stands alone; bytes only where the live value is as long, since most binary encodings count lengths.
 * Without anything to change it gives back the very same bytes.
 */
export function rewriteMessage(
	payload: Uint8Array,
	decoded: DecodedMessage,
	replacements: readonly Replacement[],
	change: Change = UNCHANGED,
): Uint8Array {
	const known = replacements.filter(({ live }) => live !== undefined);
	if (decoded.decoder === 'json') {
		const value = change(decoded.value);
		if (value === decoded.value && known.length === 0) return payload;
		return encodeUtf8(stringifyJson(replaceAt(value, known)));
	}
	const text = decoded.decoder === 'text' ? change(decoded.value) : decodeUtf8(payload);
	if (known.length === 0 && (decoded.decoder !== 'text' || text === decoded.value)) return payload;
	return typeof text === 'string' ? encodeUtf8(replaceText(text, known)) : replaceBytes(payload, known);
}

/** The same for the body of an HTTP request, if it is JSON. */
export function rewriteBody(
	body: Uint8Array,
	replacements: readonly Replacement[],
	change: Change = UNCHANGED,
): Uint8Array {
	const known = replacements.filter(({ link, live }) => live !== undefined && link.used.place.part === 'payload');
	const recorded = parseBody(body);
	const value = recorded === null ? null : change(recorded);
	if (value === null || (value === recorded && known.length === 0)) return body;
	return encodeUtf8(stringifyJson(replaceAt(value, known)));
}

export function parseBody(body: Uint8Array): JsonValue {
	const text = body.length === 0 ? null : decodeUtf8(body);
	const parsed = text === null ? null : parseJson(text);
	return parsed?.ok ? parsed.value : null;
}

/** The live value where the recorded one is all of a text, or inside of it. */
export function replaceIn(recorded: JsonValue, { link, live }: Replacement): JsonValue {
	if (live === undefined) return recorded;
	if (textOf(recorded) === link.text) return typeof recorded === 'string' ? textOf(live) : live;
	return typeof recorded === 'string' ? recorded.replaceAll(link.text, textOf(live)) : recorded;
}

export function textOf(value: JsonValue): string {
	if (typeof value === 'string') return value;
	return isJsonNumber(value) ? value.$number : String(value);
}

function replaceAt(value: JsonValue, replacements: readonly Replacement[]): JsonValue {
	return replacements.reduce((changed, replacement) => {
		const { place } = replacement.link.used;
		return place.part === 'payload' ? replaceAtPath(changed, place.location, replacement) : changed;
	}, value);
}

function replaceAtPath(
	value: JsonValue,
	[first, ...rest]: readonly (string | number)[],
	replacement: Replacement,
): JsonValue {
	if (first === undefined) return replaceIn(value, replacement);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		return value.map((item, index) => (index === first ? replaceAtPath(item, rest, replacement) : item));
	}
	// Entries keep the order of keys, and a key like __proto__ stays an ordinary one.
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [
			key,
			key === first ? replaceAtPath(member as JsonValue, rest, replacement) : (member as JsonValue),
		]),
	);
}

function replaceText(text: string, replacements: readonly Replacement[]): string {
	return replacements.reduce((changed, { link, live }) => {
		const alone = new RegExp(`(?<![\\p{L}\\p{N}])${asPattern(link.text)}(?![\\p{L}\\p{N}])`, 'gu');
		return changed.replace(alone, () => textOf(live as JsonValue));
	}, text);
}

function asPattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function replaceBytes(payload: Uint8Array, replacements: readonly Replacement[]): Uint8Array {
	const changed = payload.slice();
	for (const { link, live } of replacements) {
		const [before, after] = [encodeUtf8(link.text), encodeUtf8(textOf(live as JsonValue))];
		if (before.length !== after.length) continue;
		for (let at = 0; at + before.length <= changed.length; at++) {
			if (before.every((byte, index) => changed[at + index] === byte)) changed.set(after, at);
		}
	}
	return changed;
}
