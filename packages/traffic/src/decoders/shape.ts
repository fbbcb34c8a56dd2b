import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';

/** Levels that count; below them messages of one kind differ in data, not in meaning. */
const MAX_DEPTH = 6;
/** Elements of an array that are looked at. */
const MAX_ELEMENTS = 50;
const MAX_CHARACTERS = 160;

/**
 * Keys and types of a value, not its data: `{content:s,id:n,tags:[s]}`, keys sorted. Long shapes end in a hash, so that
 * a fingerprint stays short.
 */
export function shapeOf(value: JsonValue): string {
	const shape = shapeAt(value, 0);
	return shape.length <= MAX_CHARACTERS ? shape : `${shape.slice(0, MAX_CHARACTERS - 17)}#${hash(shape)}`;
}

function shapeAt(value: JsonValue, depth: number): string {
	if (value === null) return '0';
	if (typeof value !== 'object') return TYPE_LETTERS[typeof value] ?? '?';
	if (isJsonNumber(value)) return 'n';
	if (depth === MAX_DEPTH) return '…';
	if (Array.isArray(value)) {
		const elements = value.slice(0, MAX_ELEMENTS).map((element) => shapeAt(element, depth + 1));
		return `[${[...new Set(elements)].sort().join('|')}]`;
	}
	const object = value as { readonly [key: string]: JsonValue };
	const members = Object.keys(object)
		.sort()
		.map((key) => `${key}:${shapeAt(object[key] as JsonValue, depth + 1)}`);
	return `{${members.join(',')}}`;
}

const TYPE_LETTERS: Readonly<Record<string, string>> = { string: 's', number: 'n', boolean: 'b' };

/** FNV-1a with two different offsets: 16 hex digits, not for secrets. */
function hash(text: string): string {
	let one = 0x811c9dc5;
	let two = 0x050c5d1f;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		one = Math.imul(one ^ code, 0x01000193);
		two = Math.imul(two ^ code, 0x01000193) ^ (one >>> 13);
	}
	return [one, two].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
