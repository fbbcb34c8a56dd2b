import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

/** The value as an object with members; null for anything else. */
export function asObject(value: JsonValue | undefined): JsonObject | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value) || isJsonNumber(value)) return null;
	return value as JsonObject;
}

export function asArray(value: JsonValue | undefined): readonly JsonValue[] | null {
	return Array.isArray(value) ? (value as readonly JsonValue[]) : null;
}

export function asString(value: JsonValue | undefined): string | null {
	return typeof value === 'string' ? value : null;
}

/** An own member of an object; undefined when it has none of that name. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
	return Object.hasOwn(object, key) ? object[key] : undefined;
}
