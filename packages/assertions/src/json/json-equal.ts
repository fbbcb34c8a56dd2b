import type { JsonValue } from '@refrain/traffic';

/** Equal as JSON: the order of keys does not count, the order of items does. */
export function jsonEqual(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
	if (left === right) return true;
	if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
	if (Array.isArray(left) || Array.isArray(right)) {
		if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
		return left.every((item, index) => jsonEqual(item, right[index]));
	}
	return objectsEqual(left as Record<string, JsonValue>, right as Record<string, JsonValue>);
}

function objectsEqual(left: Record<string, JsonValue>, right: Record<string, JsonValue>): boolean {
	const keys = Object.keys(left);
	if (keys.length !== Object.keys(right).length) return false;
	return keys.every((key) => Object.hasOwn(right, key) && jsonEqual(left[key], right[key]));
}
