import { isJsonNumber, type JsonValue, stringifyJson } from '@refrain/traffic';

/** Indented JSON with sorted keys, so that a text diff shows values and not the order of keys. */
export function prettyJson(value: JsonValue | undefined, indent = ''): string {
	if (value === undefined) return '';
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) return stringifyJson(value);
	const inner = `${indent}  `;
	if (Array.isArray(value)) {
		if (value.length === 0) return '[]';
		return `[\n${value.map((item) => inner + prettyJson(item, inner)).join(',\n')}\n${indent}]`;
	}
	const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
	if (entries.length === 0) return '{}';
	const lines = entries.map(([key, member]) => `${inner}${JSON.stringify(key)}: ${prettyJson(member, inner)}`);
	return `{\n${lines.join(',\n')}\n${indent}}`;
}
