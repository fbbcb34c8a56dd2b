import type { Difference } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import { prettyJson } from './pretty-json.ts';

/** Where an item of two lists is in each of them; null where it is not. */
export interface PlacedItem {
	expected: number | null;
	observed: number | null;
	/** Of an item that moved: its value, which both lists have. */
	value: JsonValue | undefined;
}

/** Items that are on one side only: by index in the expected list, and by index in the observed one (there with what was said about them). */
interface OneSided {
	removed: ReadonlySet<number>;
	added: ReadonlyMap<number, Difference | null>;
}

/**
 * Lays two lists over each other as the comparison did: what is neither new, gone nor moved is the same item, in order.
 */
export function placeItems(
	expected: readonly JsonValue[],
	observed: readonly JsonValue[],
	{ removed, added }: OneSided,
): PlacedItem[] {
	const movedAway = placesMovedFrom(expected, { removed, added });
	const items: PlacedItem[] = [];
	let at = 0;
	const takeAdded = () => {
		for (; at < observed.length && added.has(at); at++) {
			const value = added.get(at)?.type === 'moved' ? observed[at] : undefined;
			items.push({ expected: null, observed: at, value });
		}
	};
	for (const place of expected.keys()) {
		if (movedAway.has(place)) continue;
		if (removed.has(place)) {
			items.push({ expected: place, observed: null, value: undefined });
			continue;
		}
		takeAdded();
		items.push({ expected: place, observed: at < observed.length ? at : null, value: undefined });
		at++;
	}
	takeAdded();
	return items;
}

/** A difference tells where an item moved to; where it came from is the first place that has its value. */
function placesMovedFrom(expected: readonly JsonValue[], { removed, added }: OneSided): Set<number> {
	const places = new Set<number>();
	for (const difference of added.values()) {
		if (difference?.type !== 'moved') continue;
		const text = prettyJson(difference.expected);
		const from = expected.findIndex(
			(value, place) => !removed.has(place) && !places.has(place) && prettyJson(value) === text,
		);
		if (from >= 0) places.add(from);
	}
	return places;
}
