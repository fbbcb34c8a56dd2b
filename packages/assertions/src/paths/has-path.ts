import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { type FieldPath, type PathSegment, pathCovers } from './field-path.ts';

/** True when the path names at least one place inside the value. */
export function hasPath(value: JsonValue, path: FieldPath): boolean {
	return path.type !== 'outside' && hasBelow(value, [], path);
}

function hasBelow(value: JsonValue, location: readonly PathSegment[], path: FieldPath): boolean {
	if (pathCovers(path, location, false)) return true;
	// A path without ".." cannot name anything deeper than it is long.
	if (path.type === 'steps' && location.length >= path.steps.length && !path.steps.some(({ deep }) => deep))
		return false;
	if (Array.isArray(value)) return value.some((item, index) => hasBelow(item, [...location, index], path));
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) return false;
	return Object.entries(value).some(([key, member]) => hasBelow(member as JsonValue, [...location, key], path));
}
