import { type Difference, diffJson, type JsonDifference } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import { childPath } from './json-path.ts';

/** Where two values differ, with no rules applied: what a comparison of any two frames shows. */
export function valueDifferences(expected: JsonValue, observed: JsonValue): Difference[] {
	return diffJson(expected, observed).map(({ location, movedFrom, type, ...sides }) => ({
		path: pathOf(location),
		generalPath: location.reduce<string>(
			(path, segment) => (typeof segment === 'number' ? `${path}[*]` : childPath(path, segment)),
			'$',
		),
		type,
		expected: sides.expected,
		observed: sides.observed,
		ruleId: null,
		reason: null,
		...(movedFrom && { movedFrom: pathOf(movedFrom) }),
	}));
}

function pathOf(location: JsonDifference['location']): string {
	return location.reduce<string>(childPath, '$');
}
