import type { Difference } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import { childPath } from './json-path.ts';

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
	path: string,
	expected: readonly JsonValue[],
	observed: readonly JsonValue[],
	{ removed, added }: OneSided,
): PlacedItem[] {
	const moved = new Set([...added.values()].map((difference) => difference?.movedFrom));
	const movedAway = (place: number) => moved.has(childPath(path, place));
	const items: PlacedItem[] = [];
	let at = 0;
	const takeAdded = () => {
		for (; at < observed.length && added.has(at); at++) {
			const value = added.get(at)?.type === 'moved' ? observed[at] : undefined;
			items.push({ expected: null, observed: at, value });
		}
	};
	for (const place of expected.keys()) {
		if (movedAway(place)) continue;
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
