import { isJsonNumber, type JsonValue } from '@refrain/traffic';

/** Leaves looked at for similarity; more do not make it more telling. */
const MAX_LEAVES = 24;

/** Hashes of the first leaves of a value, each with its path: equal contents have equal features. */
export function contentFeatures(value: JsonValue): Int32Array {
	const hashes: number[] = [];
	collect(value, 0x811c9dc5, hashes);
	return Int32Array.from(hashes);
}

/** Share of leaves that are the same, 1 for equal features. */
export function similarity(left: Int32Array, right: Int32Array): number {
	const longest = Math.max(left.length, right.length);
	if (longest === 0) return 1;
	let equal = 0;
	const shorter = Math.min(left.length, right.length);
	if (left.length === right.length) {
		for (let index = 0; index < shorter; index++) if (left[index] === right[index]) equal++;
		return equal / longest;
	}
	const known = new Set(left);
	for (const hash of right) if (known.has(hash)) equal++;
	return equal / longest;
}

function collect(value: JsonValue, path: number, hashes: number[]): void {
	if (hashes.length >= MAX_LEAVES) return;
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) {
		hashes.push(hashText(isJsonNumber(value) ? value.$number : `${typeof value}${value}`, path));
	} else if (Array.isArray(value)) {
		for (const item of value) collect(item, path ^ 0x5b5d, hashes);
	} else {
		const object = value as { readonly [key: string]: JsonValue };
		// The order of keys must not count.
		for (const key of Object.keys(object).sort()) collect(object[key] as JsonValue, hashText(key, path), hashes);
	}
}

/** FNV-1a over UTF-16 units. */
function hashText(text: string, seed: number): number {
	let hash = seed;
	for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return hash;
}
