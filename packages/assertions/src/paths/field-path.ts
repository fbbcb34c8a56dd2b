/** One step into a JSON value: the key of an object or the index of an array. */
export type PathSegment = string | number;

/** Where a value is: steps into the payload, or a name outside of it ('close.code', 'handshake.header.server'). */
export type Location = readonly PathSegment[] | string;

/** A step of a rule's path: one that is named, any one, or any number of steps before a named one. */
type Step = { key: PathSegment | null; deep: boolean };

/** A rule's path, ready to be matched. */
export type FieldPath =
	| { type: 'steps'; steps: readonly Step[] }
	| { type: 'contains'; text: string }
	| { type: 'outside'; name: string };

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
/** Facts of a message, handshake, close or HTTP exchange that are not in a payload. */
const OUTSIDE =
	/^(message\.type|order|close\.(code|reason|by)|handshake\.(status|subprotocol|body|header\.[^\s]+)|http\.(status|body|header\.[^\s]+))$/;
// One step: .name ..name .* ..* [0] [*] ["name"] and the same after two dots.
const STEP = /(\.\.?)([A-Za-z_][\w-]*|\*)|(\.\.)?\[(?:(\d+)|(\*)|("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\.)*)')\]/y;

/**
 * Reads `$.items[*].id` (exact and wildcard), `$..id` (at any depth), `*text*` (any path that contains the text, as imported
 * ignore lists mean it) or a name outside the payload. Null when it is none of these.
 */
export function parseFieldPath(path: string): FieldPath | null {
	if (path.startsWith('$')) return parseSteps(path);
	if (path.length > 2 && path.startsWith('*') && path.endsWith('*'))
		return { type: 'contains', text: path.slice(1, -1) };
	return OUTSIDE.test(path) ? { type: 'outside', name: path.toLowerCase() } : null;
}

export function isFieldPath(path: string): boolean {
	return parseFieldPath(path) !== null;
}

function parseSteps(path: string): FieldPath | null {
	const steps: Step[] = [];
	STEP.lastIndex = 1;
	while (STEP.lastIndex < path.length) {
		const found = STEP.exec(path);
		if (found === null) return null;
		const [, dots, name, deepBracket, index, star, double, single] = found;
		const deep = dots === '..' || deepBracket === '..';
		if (name === '*' || star !== undefined) steps.push({ key: null, deep });
		else if (name !== undefined) steps.push({ key: name, deep });
		else if (index !== undefined) steps.push({ key: Number(index), deep });
		else steps.push({ key: double === undefined ? (single ?? '').replace(/\\(.)/g, '$1') : JSON.parse(double), deep });
	}
	return { type: 'steps', steps };
}

/** True when the path names this place, or (`subtree`) something above it. */
export function pathCovers(path: FieldPath, location: Location, subtree: boolean): boolean {
	if (path.type === 'contains') return printLocation(location).includes(path.text);
	if (typeof location === 'string') return path.type === 'outside' && path.name === location.toLowerCase();
	return path.type === 'steps' && stepsCover(path.steps, location, { step: 0, at: 0, subtree });
}

function stepsCover(
	steps: readonly Step[],
	location: readonly PathSegment[],
	from: { step: number; at: number; subtree: boolean },
): boolean {
	let { step, at } = from;
	for (; step < steps.length; step++, at++) {
		const { key, deep } = steps[step] as Step;
		if (deep) {
			for (let start = at; start < location.length; start++) {
				if (key !== null && location[start] !== key) continue;
				if (stepsCover(steps, location, { step: step + 1, at: start + 1, subtree: from.subtree })) return true;
			}
			return false;
		}
		const segment = location[at];
		if (segment === undefined || (key !== null && key !== segment)) return false;
	}
	return from.subtree || at === location.length;
}

/** True when the place is named by the path, below it, or above it (so that a whole object that is gone counts). */
export function pathReaches(path: FieldPath, location: Location): boolean {
	if (pathCovers(path, location, true)) return true;
	if (path.type !== 'steps' || typeof location === 'string') return false;
	for (const [at, { key, deep }] of path.steps.entries()) {
		if (deep || at === location.length) return true;
		if (key !== null && key !== location[at]) return false;
	}
	return false;
}

/** '$.items[2].price', or the name outside the payload as it is. */
export function printLocation(location: Location): string {
	if (typeof location === 'string') return location;
	let text = '$';
	for (const segment of location) text += typeof segment === 'number' ? `[${segment}]` : printKey(segment);
	return text;
}

/** The same with every index as [*]: what causes and rules are grouped by. */
export function printGeneralPath(location: Location): string {
	if (typeof location === 'string') return location;
	let text = '$';
	for (const segment of location) text += typeof segment === 'number' ? '[*]' : printKey(segment);
	return text;
}

function printKey(key: string): string {
	return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
