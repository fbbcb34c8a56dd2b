import type { Difference } from '@refrain/assertions';
import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { childPath } from './json-path.ts';
import { type PlacedItem, placeItems } from './place-items.ts';

export type FieldState = 'equal' | 'changed' | 'type-changed' | 'added' | 'removed' | 'moved';

/** One line of the field table: a field of the expected value, of the observed one, or of both. */
export interface FieldRow {
	/** Differs for every row: an item that is gone and one that is new can have the same path. */
	id: string;
	/** Exact JSONPath; what a difference, a rule and the URL name. */
	path: string;
	/** Levels below the top, after folding. */
	depth: number;
	/** Names of folded parents, 'payload.data.'; '' when none. */
	prefix: string;
	name: string;
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	state: FieldState;
	/** The difference at exactly this path, or at the added or removed parent that holds it. */
	difference: Difference | null;
	/** Differences below this one, by what covers them. */
	inside: { open: number; ignored: number };
	/** null for a leaf. */
	expanded: boolean | null;
}

export interface FieldRowsOptions {
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	differences: readonly Difference[];
	/** What the user folded or unfolded by hand; everything else follows the default: open where something differs, or at the top when nothing does. */
	toggled?: ReadonlyMap<string, boolean>;
	onlyDifferences?: boolean;
	/** False hides differences that a rule covers. */
	showIgnored?: boolean;
	/** Is a difference covered, by a rule or by a draft? Default: it names a rule. */
	isCovered?: (difference: Difference) => boolean;
}

interface Walk {
	options: FieldRowsOptions;
	/** Differences that are named by their place in the expected value, and those named by their place in the observed one. */
	byExpected: ReadonlyMap<string, Difference>;
	byObserved: ReadonlyMap<string, Difference>;
	isCovered: (difference: Difference) => boolean;
	rows: FieldRow[];
}

interface Node {
	/** An item of a list that only the observed side has (at this place). */
	isNewItem: boolean;
	path: string;
	name: string;
	prefix: string;
	depth: number;
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	/** The added or removed parent this is part of. */
	inherited: Difference | null;
}

/** Lays both values over each other and lists their fields in the order of the expected one, new fields after. */
export function fieldRows(options: FieldRowsOptions): FieldRow[] {
	const walk: Walk = {
		options,
		byExpected: index(options.differences.filter((difference) => !isNamedByObserved(difference))),
		byObserved: index(options.differences.filter(isNamedByObserved)),
		isCovered: options.isCovered ?? ((difference) => difference.ruleId !== null),
		rows: [],
	};
	const top = { expected: options.expected, observed: options.observed };
	const root: Node = { isNewItem: false, path: '$', name: 'payload', prefix: '', depth: 0, inherited: null, ...top };
	if (isLeaf(root) || differenceAt(walk, root) !== null) visit(walk, root);
	else for (const child of children(walk, root, 0)) visit(walk, child);
	outsidePayload(walk);
	return walk.rows;
}

function visit(walk: Walk, start: Node): void {
	const node = fold(walk, start);
	const difference = differenceAt(walk, node) ?? node.inherited;
	const inside = countInside(walk, node.path);
	const open = walk.options.toggled?.get(node.path) ?? opensByDefault(walk, node, inside);
	const row: FieldRow = {
		id: node.isNewItem ? `${node.path}+` : node.path,
		path: node.path,
		depth: node.depth,
		prefix: node.prefix,
		name: node.name,
		expected: node.expected,
		observed: node.observed,
		state: difference?.type ?? 'equal',
		difference,
		inside,
		expanded: isLeaf(node) ? null : open,
	};
	if (isHidden(walk, row)) return;
	walk.rows.push(row);
	if (!row.expanded) return;
	const inherited = inheritable(difference);
	for (const child of children(walk, { ...node, inherited }, node.depth + 1)) visit(walk, child);
}

function differenceAt({ byExpected, byObserved }: Walk, { path, isNewItem }: Node): Difference | null {
	if (isNewItem) return byObserved.get(path) ?? null;
	// An item of a list that is on both sides is named by its place in the expected list.
	const isItem = path.endsWith(']') && !path.endsWith('"]');
	return byExpected.get(path) ?? (isItem ? null : byObserved.get(path)) ?? null;
}

function isNamedByObserved({ type }: Difference): boolean {
	return type === 'added' || type === 'moved';
}

function index(differences: readonly Difference[]): ReadonlyMap<string, Difference> {
	return new Map(differences.map((difference) => [difference.path, difference]));
}

function children(walk: Walk, node: Node, depth: number): Node[] {
	if (isLeaf(node)) return [];
	const base = { depth, prefix: '', inherited: node.inherited };
	const [expected, observed] = [node.expected, node.observed];
	if (Array.isArray(expected ?? observed))
		return itemsOf(walk, node).map((item) => ({
			...base,
			isNewItem: item.expected === null,
			path: childPath(node.path, item.expected ?? (item.observed as number)),
			name: `[${item.expected ?? item.observed}]`,
			expected: item.expected === null ? item.value : (expected as JsonValue[])[item.expected],
			observed: item.observed === null ? undefined : (observed as JsonValue[])[item.observed],
		}));
	const names = new Set([...Object.keys(expected ?? {}), ...Object.keys(observed ?? {})]);
	return [...names].map((name) => ({
		...base,
		isNewItem: false,
		path: childPath(node.path, name),
		name,
		expected: member(expected, name),
		observed: member(observed, name),
	}));
}

function itemsOf(walk: Walk, { path, expected, observed, inherited }: Node): PlacedItem[] {
	const [left, right] = [(expected ?? []) as readonly JsonValue[], (observed ?? []) as readonly JsonValue[]];
	// Of a list that is wholly new or gone nothing says item by item that it is.
	if (inherited !== null || left.length === 0 || right.length === 0)
		return placeItems(path, left, right, {
			removed: new Set(left.keys()),
			added: new Map([...right.keys()].map((at) => [at, null])),
		});
	const removed = new Set(
		[...left.keys()].filter((at) => walk.byExpected.get(childPath(path, at))?.type === 'removed'),
	);
	const added = new Map<number, Difference | null>();
	for (const at of right.keys()) {
		const difference = walk.byObserved.get(childPath(path, at));
		if (difference !== undefined) added.set(at, difference);
	}
	return placeItems(path, left, right, { removed, added });
}

/** Objects that hold nothing but one other object are one line: `payload.data.order`. */
function fold(walk: Walk, start: Node): Node {
	let node = start;
	while (differenceAt(walk, node) === null) {
		const [only, ...others] = children(walk, node, node.depth);
		if (only === undefined || others.length > 0 || isLeaf(only)) return node;
		if (Array.isArray(node.expected ?? node.observed) || Array.isArray(only.expected ?? only.observed)) return node;
		node = { ...only, prefix: `${node.prefix}${node.name}.` };
	}
	return node;
}

/** Differences of the handshake and the close have no place in a payload: they follow as lines of their own. */
function outsidePayload(walk: Walk): void {
	for (const difference of walk.options.differences) {
		if (difference.path.startsWith('$')) continue;
		const row: FieldRow = {
			id: difference.path,
			path: difference.path,
			depth: 0,
			prefix: '',
			name: difference.path,
			expected: difference.expected,
			observed: difference.observed,
			state: difference.type,
			difference,
			inside: { open: 0, ignored: 0 },
			expanded: null,
		};
		if (!isHidden(walk, row)) walk.rows.push(row);
	}
}

function isHidden(walk: Walk, row: FieldRow): boolean {
	const { onlyDifferences = false, showIgnored = true } = walk.options;
	const covered = row.difference !== null && walk.isCovered(row.difference);
	if (covered && !showIgnored) return true;
	if (!onlyDifferences || row.difference !== null) return false;
	return row.inside.open === 0 && (!showIgnored || row.inside.ignored === 0);
}

function countInside(walk: Walk, path: string): { open: number; ignored: number } {
	const inside = { open: 0, ignored: 0 };
	for (const difference of walk.options.differences) {
		if (!isBelow(difference.path, path)) continue;
		if (walk.isCovered(difference)) inside.ignored++;
		else inside.open++;
	}
	return inside;
}

function isBelow(path: string, parent: string): boolean {
	return (
		path.length > parent.length &&
		path.startsWith(parent) &&
		(path[parent.length] === '.' || path[parent.length] === '[')
	);
}

function opensByDefault(walk: Walk, node: Node, inside: { open: number; ignored: number }): boolean {
	if (node.inherited !== null || node.expected === undefined || node.observed === undefined) return false;
	return inside.open + inside.ignored > 0 || (node.depth === 0 && walk.options.differences.length === 0);
}

/** Only what is wholly new or wholly gone passes its state on to what it holds. */
function inheritable(difference: Difference | null): Difference | null {
	return difference?.type === 'added' || difference?.type === 'removed' ? difference : null;
}

/** A side is a leaf or empty, or the sides are of different types: their fields cannot be laid over each other. */
function isLeaf({ expected, observed }: Pick<Node, 'expected' | 'observed'>): boolean {
	const sides = [expected, observed].filter((side) => side !== undefined);
	if (sides.every((side) => Array.isArray(side))) return sides.every((side) => side.length === 0);
	return !sides.every(isObject) || sides.every((side) => Object.keys(side).length === 0);
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
	return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isJsonNumber(value);
}
