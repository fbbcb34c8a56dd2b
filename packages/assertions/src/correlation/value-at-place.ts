import type { Handshake, JsonValue } from '@refrain/traffic';
import { valueAt } from '../paths/value-at.ts';
import { responseValues } from './occurrences.ts';
import type { PlacePart } from './place.ts';

/** What a response has at a place; undefined when it is not there. `body` is its JSON, null where it has none. */
export function responseValueAt(
	place: PlacePart,
	{ headers, body }: { headers: Handshake['request']['headers']; body: JsonValue },
): JsonValue | undefined {
	if (place.part === 'payload') return valueAt(body, place.location);
	for (const found of responseValues(headers)) {
		if (JSON.stringify(found.place) === JSON.stringify(place)) return found.value;
	}
	return undefined;
}
