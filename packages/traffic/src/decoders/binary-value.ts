import { encodeBase64 } from '../base64.ts';
import { MAX_JSON_DEPTH } from '../json/parse-json.ts';
import type { JsonValue } from '../model.ts';

/**
 * What MessagePack and CBOR hold, as JSON: bytes become `{ $bytes: base64 }`, integers beyond 2^53 and what JSON has no
 * number for `{ $number }`, points in time ISO texts, keys texts.
 * @throws RangeError when it is nested too deep
 */
export function binaryValue(value: unknown, depth = 0): JsonValue {
	if (depth > MAX_JSON_DEPTH) throw new RangeError('nested too deep');
	switch (typeof value) {
		case 'string':
		case 'boolean':
			return value;
		case 'number':
			return Number.isFinite(value) ? value : { $number: String(value) };
		case 'bigint':
			return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
				? Number(value)
				: { $number: String(value) };
		case 'object':
			return value === null ? null : objectValue(value, depth + 1);
		default:
			return null;
	}
}

function objectValue(value: object, depth: number): JsonValue {
	if (value instanceof Uint8Array) return { $bytes: encodeBase64(value) };
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
	if (Array.isArray(value)) return value.map((element) => binaryValue(element, depth));
	const members = value instanceof Map ? [...value] : Object.entries(value);
	const object: Record<string, JsonValue> = {};
	for (const [key, member] of members) {
		// Not assigned: `__proto__` is a key like any other.
		Object.defineProperty(object, keyText(key), {
			value: binaryValue(member, depth),
			writable: true,
			enumerable: true,
			configurable: true,
		});
	}
	return object;
}

function keyText(key: unknown): string {
	return typeof key === 'object' ? JSON.stringify(binaryValue(key)) : String(key);
}
