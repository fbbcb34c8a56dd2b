import { isJsonNumber, type JsonValue } from '@refrain/traffic';

/** Steps from the root of a decoded value to one place in it. */
export type ValuePath = readonly (string | number)[];

/** The same for every element of a list: null stands for any index. */
export type GeneralPath = readonly (string | number | null)[];

type Container = readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** An object or array; numbers that keep their digits are leaves. */
export function isContainer(value: JsonValue | undefined): value is Container {
	return typeof value === 'object' && value !== null && !isJsonNumber(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
	return Array.isArray(value);
}

export function entriesOf(value: Container): [string | number, JsonValue][] {
	return isList(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
}

export function valueAt(value: JsonValue | undefined, path: ValuePath): JsonValue | undefined {
	let at = value;
	for (const step of path) {
		if (!isContainer(at)) return undefined;
		if (isList(at)) at = typeof step === 'number' ? at[step] : undefined;
		else at = Object.hasOwn(at, step) ? (at as Record<string, JsonValue>)[step] : undefined;
	}
	return at;
}

/**
 * An array whose positions mean something, as in `[2, "id", "Authorize", {...}]` (OCPP, WAMP, socket.io): its elements
 * are of several types. Of a list, as in `[{...}, {...}]`, every element is alike and the index means nothing.
 */
function isTuple(value: readonly JsonValue[]): boolean {
	const types = new Set(value.map(typeLetter));
	return types.size > 1;
}

export function typeLetter(value: JsonValue | undefined): string {
	if (value === undefined) return '-';
	if (value === null) return '0';
	if (isList(value)) return '[';
	if (isJsonNumber(value)) return 'n';
	return typeof value === 'object' ? '{' : typeof value === 'string' ? 's' : typeof value === 'number' ? 'n' : 'b';
}

/** Values that are looked at in one message; more would make the analysis of huge ones slow and tell nothing new. */
const MAX_VISITED = 20_000;

export interface Visited {
	readonly path: ValuePath;
	readonly general: GeneralPath;
	readonly value: JsonValue;
}

/** Every value in order, containers before what they hold. `enter` says whether to look inside. */
export function visitValues(root: JsonValue, enter: (visited: Visited) => boolean): void {
	const open: Visited[] = [{ path: [], general: [], value: root }];
	for (let count = 0; open.length > 0 && count < MAX_VISITED; count++) {
		const visited = open.pop() as Visited;
		if (!enter(visited) || !isContainer(visited.value)) continue;
		const anyIndex = isList(visited.value) && !isTuple(visited.value);
		const inner = entriesOf(visited.value).map(([step, value]): Visited => {
			const general = [...visited.general, anyIndex ? null : step];
			return { path: [...visited.path, step], general, value };
		});
		for (let at = inner.length - 1; at >= 0; at--) open.push(inner[at] as Visited);
	}
}

export function leavesOf(root: JsonValue): Visited[] {
	const leaves: Visited[] = [];
	visitValues(root, (visited) => {
		if (isContainer(visited.value) && entriesOf(visited.value).length > 0) return true;
		leaves.push(visited);
		return false;
	});
	return leaves;
}

/** '$.items[*].id' */
export function printPath(path: GeneralPath): string {
	let text = '$';
	for (const step of path) {
		if (step === null) text += '[*]';
		else if (typeof step === 'number') text += `[${step}]`;
		else text += /^[A-Za-z_][\w-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
	}
	return text;
}
