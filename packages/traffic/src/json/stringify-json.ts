import type { JsonValue } from '../model.ts';
import { isJsonNumber } from './json-number.ts';

/** Compact JSON text with every digit of every number; the inverse of `parseJson` but for whitespace and repeated keys. */
export function stringifyJson(value: JsonValue): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (isJsonNumber(value)) return value.$number;
	if (Array.isArray(value)) return `[${value.map(stringifyJson).join(',')}]`;
	const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${stringifyJson(member)}`);
	return `{${members.join(',')}}`;
}
