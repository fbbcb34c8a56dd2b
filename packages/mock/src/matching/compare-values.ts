import type { JsonValue } from '@refrain/traffic';
import type { MatchDifference } from '../mock-log.ts';
import { canonicalJson, type FieldMask } from '../values/field-mask.ts';
import { leavesOf, printPath, type Visited } from '../values/value-path.ts';

export interface Comparison {
	/** Fields of either side that differ, those that the mask covers left out. */
	readonly differences: readonly MatchDifference[];
	/** Differences that the mask covers. */
	readonly ignored: readonly string[];
	/** Equal fields over all fields, 0 to 1. */
	readonly score: number;
}

/** Compares two decoded values field by field. */
export function compareValues(recorded: JsonValue, received: JsonValue, mask: FieldMask): Comparison {
	const left = leavesByPath(recorded);
	const right = leavesByPath(received);
	const differences: MatchDifference[] = [];
	const ignored: string[] = [];
	let equal = 0;
	const paths = new Set([...left.keys(), ...right.keys()]);
	for (const path of paths) {
		const [was, is] = [left.get(path), right.get(path)];
		if (was !== undefined && is !== undefined && canonicalJson(was.value) === canonicalJson(is.value)) equal += 1;
		else if (mask.covers((was ?? is)?.general ?? [])) ignored.push(path);
		else differences.push({ path, recorded: was?.value, received: is?.value });
	}
	return { differences, ignored, score: paths.size === 0 ? 1 : (equal + ignored.length) / paths.size };
}

function leavesByPath(value: JsonValue): Map<string, Visited> {
	return new Map(leavesOf(value).map((leaf) => [printPath(leaf.path), leaf]));
}
