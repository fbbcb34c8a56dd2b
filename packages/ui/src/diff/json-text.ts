import { isJsonNumber, type JsonValue, stringifyJson } from '@refrain/traffic';

export type JsonLook = 'string' | 'number' | 'literal' | 'container' | 'absent';

/** How a field's value looks on one line. */
export function jsonLook(value: JsonValue | undefined): JsonLook {
	if (value === undefined) return 'absent';
	if (typeof value === 'string') return 'string';
	if (typeof value === 'number' || isJsonNumber(value)) return 'number';
	return typeof value === 'object' && value !== null ? 'container' : 'literal';
}

/** One line: leaves as JSON, containers by their size, 'not present' for nothing. */
export function jsonText(value: JsonValue | undefined): string {
	if (value === undefined) return 'not present';
	if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
	if (jsonLook(value) !== 'container') return stringifyJson(value);
	const keys = Object.keys(value as object).length;
	return keys === 1 ? '1 key' : `${keys} keys`;
}
