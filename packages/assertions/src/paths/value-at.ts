import type { JsonValue } from '@refrain/traffic';
import type { PathSegment } from './field-path.ts';

/** The value at a place, undefined when there is none. */
export function valueAt(value: JsonValue, location: readonly PathSegment[]): JsonValue | undefined {
	let here: JsonValue | undefined = value;
	for (const segment of location) {
		if (typeof here !== 'object' || here === null || !Object.hasOwn(here, segment)) return undefined;
		here = (here as Record<PathSegment, JsonValue>)[segment];
	}
	return here;
}
