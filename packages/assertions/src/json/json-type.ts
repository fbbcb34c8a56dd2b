import { isJsonNumber, type JsonValue } from '@refrain/traffic';

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function jsonType(value: JsonValue): JsonType {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	if (typeof value === 'object') return isJsonNumber(value) ? 'number' : 'object';
	return typeof value as JsonType;
}
