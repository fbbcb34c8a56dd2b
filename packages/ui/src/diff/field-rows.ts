import type { Difference } from '@refrain/assertions';
import type { JsonValue } from '@refrain/traffic';
import { childPath } from './json-path.ts';

export type FieldState = 'equal' | 'changed' | 'type-changed' | 'added' | 'removed' | 'moved';

/** One line of the field table: a field of the expected value, of the observed one, or of both. */
export interface FieldRow {
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
	byPath: ReadonlyMap<string, Difference>;
	isCovered: (difference: Difference) => boolean;
	rows: FieldRow[];
}

interface Node {
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
		byPath: new Map(options.differences.map((difference) => [difference.path, difference])),
		isCovered: options.isCovered ?? ((difference) => difference.ruleId !== null),
		rows: [],
	};
	const top = { expected: options.expected, observed: options.observed };
	const root: Node = { path: '$', name: 'payload', prefix: '', depth: 0, inherited: null, ...top };
	if (childNames(root).length === 0 || walk.byPath.has('$')) visit(walk, root);
	else visitChildren(walk, root, 0);
	outsidePayload(walk);
	return walk.rows;
}

function visit(walk: Walk, start: Node): void {
	const node = fold(walk, start);
	const difference = walk.byPath.get(node.path) ?? node.inherited;
	const inside = countInside(walk, node.path);
	const names = childNames(node);
	const isLeaf = names.length === 0;
	const open = walk.options.toggled?.get(node.path) ?? opensByDefault(walk, node, inside);
	const row: FieldRow = {
		path: node.path,
		depth: node.depth,
		prefix: node.prefix,
		name: node.name,
		expected: node.expected,
		observed: node.observed,
		state: difference?.type ?? 'equal',
		difference: difference ?? null,
		inside,
		expanded: isLeaf ? null : open,
	};
	if (isHidden(walk, row)) return;
	walk.rows.push(row);
	if (row.expanded) visitChildren(walk, { ...node, inherited: inheritable(difference) }, node.depth + 1);
}

function visitChildren(walk: Walk, node: Node, depth: number): void {
	for (const name of childNames(node)) visit(walk, childOf(node, name, depth));
}

function childOf(node: Node, name: string | number, depth: number): Node {
	return {
		path: childPath(node.path, name),
		name: typeof name === 'number' ? `[${name}]` : name,
		prefix: '',
		depth,
		expected: valueAt(node.expected, name),
		observed: valueAt(node.observed, name),
		inherited: node.inherited,
	};
}

/** Objects that hold nothing but one other object are one line: `payload.data.order`. */
function fold(walk: Walk, start: Node): Node {
	let node = start;
	for (;;) {
		const names = childNames(node);
		const only = names[0];
		if (names.length !== 1 || typeof only !== 'string' || walk.byPath.has(node.path)) return node;
		const child = childOf(node, only, node.depth);
		if (childNames(child).length === 0 || Array.isArray(child.expected ?? child.observed)) return node;
		node = { ...child, prefix: `${node.prefix}${node.name}.` };
	}
}

/** Differences of the handshake and the close have no place in a payload: they follow as lines of their own. */
function outsidePayload(walk: Walk): void {
	for (const difference of walk.options.differences) {
		if (difference.path.startsWith('$')) continue;
		const row: FieldRow = {
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

/** Keys or indexes of both sides; none when a side is a leaf or the sides are of different types. */
function childNames({ expected, observed }: Pick<Node, 'expected' | 'observed'>): (string | number)[] {
	const sides = [expected, observed].filter((side) => side !== undefined);
	if (sides.length === 0) return [];
	if (sides.every((side) => Array.isArray(side)))
		return Array.from({ length: Math.max(...sides.map((side) => side.length)) }, (_, index) => index);
	if (!sides.every(isObject)) return [];
	return [...new Set(sides.flatMap((side) => Object.keys(side)))];
}

function valueAt(value: JsonValue | undefined, name: string | number): JsonValue | undefined {
	if (Array.isArray(value)) return typeof name === 'number' ? value[name] : undefined;
	if (!isObject(value)) return undefined;
	return Object.hasOwn(value, name) ? value[name as string] : undefined;
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !('$number' in value);
}
