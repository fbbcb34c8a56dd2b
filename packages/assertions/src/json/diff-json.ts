import type { JsonValue } from '@refrain/traffic';
import type { PathSegment } from '../paths/field-path.ts';
import { alignArrays } from './align-arrays.ts';
import { jsonEqual } from './json-equal.ts';
import { jsonType } from './json-type.ts';

/** One place where two JSON values differ. */
export interface JsonDifference {
	/** Steps to it: of an array in the expected value for 'changed', 'type-changed' and 'removed', else in the observed one. */
	location: readonly PathSegment[];
	type: 'changed' | 'added' | 'removed' | 'type-changed' | 'moved';
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	/** Of 'moved': where the item was in the expected array. */
	movedFrom?: readonly PathSegment[];
}

type JsonObject = { readonly [key: string]: JsonValue };

/**
 * Every smallest place where two values differ. The order of keys does not count. Items of arrays are aligned at least cost, so
 * that an inserted item is one 'added'; an equal item elsewhere is 'moved'.
 */
export function diffJson(expected: JsonValue, observed: JsonValue): JsonDifference[] {
	const found: JsonDifference[] = [];
	diffAt(expected, observed, { location: [], found });
	return found;
}

interface Walk {
	location: readonly PathSegment[];
	found: JsonDifference[];
}

function diffAt(expected: JsonValue, observed: JsonValue, walk: Walk): void {
	if (expected === observed) return;
	const type = jsonType(expected);
	if (type !== jsonType(observed)) {
		walk.found.push({ location: walk.location, type: 'type-changed', expected, observed });
	} else if (type === 'object') {
		diffObjects(expected as JsonObject, observed as JsonObject, walk);
	} else if (type === 'array') {
		diffArrays(expected as readonly JsonValue[], observed as readonly JsonValue[], walk);
	} else if (!jsonEqual(expected, observed)) {
		walk.found.push({ location: walk.location, type: 'changed', expected, observed });
	}
}

function diffObjects(expected: JsonObject, observed: JsonObject, { location, found }: Walk): void {
	for (const key of Object.keys(expected)) {
		const here = expected[key] as JsonValue;
		if (!Object.hasOwn(observed, key)) {
			found.push({ location: [...location, key], type: 'removed', expected: here, observed: undefined });
			continue;
		}
		const there = observed[key] as JsonValue;
		if (here !== there) diffAt(here, there, { location: [...location, key], found });
	}
	for (const key of Object.keys(observed)) {
		if (Object.hasOwn(expected, key)) continue;
		found.push({
			location: [...location, key],
			type: 'added',
			expected: undefined,
			observed: observed[key] as JsonValue,
		});
	}
}

function diffArrays(expected: readonly JsonValue[], observed: readonly JsonValue[], { location, found }: Walk): void {
	if (jsonEqual(expected, observed)) return;
	const { matched, removed, added } = alignArrays(expected, observed);
	for (const [i, j] of matched) {
		diffAt(expected[i] as JsonValue, observed[j] as JsonValue, { location: [...location, i], found });
	}
	const left = [...added];
	for (const i of removed) {
		const value = expected[i] as JsonValue;
		const at = left.findIndex((j) => jsonEqual(value, observed[j]));
		if (at < 0) {
			found.push({ location: [...location, i], type: 'removed', expected: value, observed: undefined });
			continue;
		}
		const [j] = left.splice(at, 1) as [number];
		found.push({
			location: [...location, j],
			type: 'moved',
			expected: value,
			observed: value,
			movedFrom: [...location, i],
		});
	}
	for (const j of left) {
		found.push({ location: [...location, j], type: 'added', expected: undefined, observed: observed[j] as JsonValue });
	}
}
