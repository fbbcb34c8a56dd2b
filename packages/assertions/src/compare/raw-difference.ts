import type { JsonValue } from '@refrain/traffic';
import { diffJson, type JsonDifference } from '../json/diff-json.ts';
import { jsonEqual } from '../json/json-equal.ts';
import { printGeneralPath, printLocation } from '../paths/field-path.ts';
import type { RawDifference } from './comparison.ts';

function fromJson({ location, type, expected, observed, movedFrom }: JsonDifference): RawDifference {
	return {
		location,
		path: printLocation(location),
		generalPath: printGeneralPath(location),
		type,
		expected,
		observed,
		...(movedFrom === undefined ? {} : { movedFrom: printLocation(movedFrom) }),
	};
}

export function jsonDifferences(expected: JsonValue, observed: JsonValue): RawDifference[] {
	return diffJson(expected, observed).map(fromJson);
}

/** The difference in a fact outside of payloads; none when both sides have the same. */
export function factDifference(
	name: string,
	expected: JsonValue | undefined,
	observed: JsonValue | undefined,
): RawDifference[] {
	if (jsonEqual(expected ?? null, observed ?? null)) return [];
	const type = expected === undefined ? 'added' : observed === undefined ? 'removed' : 'changed';
	return [{ location: name, path: name, generalPath: name, type, expected, observed }];
}
