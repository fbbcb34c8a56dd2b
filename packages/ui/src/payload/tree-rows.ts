import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { childPath } from '../diff/json-path.ts';

/** One line of the payload tree. */
export interface TreeRow {
	/** JSONPath of the value. */
	path: string;
	depth: number;
	/** Names of folded parents and its own: 'payload.data.order', '[2]'; '' for the top. */
	name: string;
	value: JsonValue;
	/** null for a leaf. */
	expanded: boolean | null;
	/** Position among its siblings and their number, both for screen readers, from 1. */
	position: number;
	siblings: number;
}

/** What the user folded or unfolded by hand, by path; kept for every frame of the same kind. */
export type Folding = ReadonlyMap<string, boolean>;

/** Unfolded by default down to here, unless it has more children than fit a screen. */
const OPEN_DEPTH = 6;
const OPEN_CHILDREN = 100;

/** Lists the lines of a value in order. Chains of objects with one child are one line (ui.md 6.2). */
export function treeRows(value: JsonValue, folding: Folding): TreeRow[] {
	const rows: TreeRow[] = [];
	const stack: Omit<TreeRow, 'expanded'>[] = [{ path: '$', depth: 0, name: '', value, position: 1, siblings: 1 }];
	while (stack.length > 0) {
		const row = foldChain(stack.pop() as Omit<TreeRow, 'expanded'>, folding);
		const children = entries(row.value);
		const expanded = children === null ? null : (folding.get(row.path) ?? opensByDefault(row.depth, children.length));
		rows.push({ ...row, expanded });
		if (!expanded || children === null) continue;
		for (let at = children.length - 1; at >= 0; at--) {
			const [key, child] = children[at] as [string | number, JsonValue];
			stack.push({
				path: childPath(row.path, key),
				depth: row.depth + 1,
				name: typeof key === 'number' ? `[${key}]` : key,
				value: child,
				position: at + 1,
				siblings: children.length,
			});
		}
	}
	return rows;
}

/** Paths of everything that can be folded. */
export function foldablePaths(value: JsonValue): string[] {
	const open = new Map<string, boolean>();
	for (;;) {
		const closed = treeRows(value, open).filter(({ expanded }) => expanded === false);
		if (closed.length === 0) break;
		for (const { path } of closed) open.set(path, true);
	}
	return treeRows(value, open)
		.filter(({ expanded }) => expanded)
		.map(({ path }) => path);
}

/** The value at a path of {@link treeRows}; undefined when there is none. */
export function valueAt(value: JsonValue, path: string): JsonValue | undefined {
	if (path === '$') return value;
	for (const [key, child] of entries(value) ?? []) {
		const found = descend(child, childPath('$', key), path);
		if (found !== undefined) return found;
	}
	return undefined;
}

function descend(value: JsonValue, at: string, path: string): JsonValue | undefined {
	if (at === path) return value;
	if (!path.startsWith(at)) return undefined;
	for (const [key, child] of entries(value) ?? []) {
		const found = descend(child, childPath(at, key), path);
		if (found !== undefined) return found;
	}
	return undefined;
}

function foldChain(start: Omit<TreeRow, 'expanded'>, folding: Folding): Omit<TreeRow, 'expanded'> {
	let row = start;
	while (row.name !== '' && folding.get(row.path) !== false) {
		const children = isObject(row.value) ? Object.entries(row.value) : [];
		const [only] = children;
		if (children.length !== 1 || only === undefined || !isObject(only[1])) return row;
		row = { ...row, path: childPath(row.path, only[0]), name: `${row.name}.${only[0]}`, value: only[1] };
	}
	return row;
}

function entries(value: JsonValue): [string | number, JsonValue][] | null {
	if (Array.isArray(value)) return value.map((child: JsonValue, at) => [at, child]);
	return isObject(value) ? Object.entries(value) : null;
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isJsonNumber(value);
}

function opensByDefault(depth: number, children: number): boolean {
	return depth < OPEN_DEPTH && (depth === 0 || children <= OPEN_CHILDREN);
}
