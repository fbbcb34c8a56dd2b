import type { FieldMask } from './field-mask.ts';
import type { GeneralPath, ValuePath } from './value-path.ts';

const STEP = /\.([A-Za-z_][\w-]*)|\[(?:(\d+)|(\*)|("(?:[^"\\]|\\.)*"))\]/y;
const DEEP = /^\$\.\.([A-Za-z_][\w-]*)$/;

/** Leaves the field out of what the mask compares. False when the path is none: `$.a.b`, `$.items[*].id`, `$..name`. */
export function ignorePath(mask: FieldMask, path: string): boolean {
	const deep = DEEP.exec(path);
	if (deep !== null) {
		mask.addDeep(deep[1] as string, 'skip');
		return true;
	}
	const steps = parseSteps(path);
	if (steps !== null) mask.add(steps, 'skip');
	return steps !== null;
}

/** Steps to one place: `$`, `$.a.b[0]`. Null when the path is none, or names many places. */
export function parseValuePath(path: string): ValuePath | null {
	const steps = parseSteps(path);
	return steps === null || steps.includes(null) ? null : (steps as ValuePath);
}

function parseSteps(path: string): GeneralPath | null {
	if (!path.startsWith('$')) return null;
	const steps: (string | number | null)[] = [];
	STEP.lastIndex = 1;
	while (STEP.lastIndex < path.length) {
		const found = STEP.exec(path);
		if (found === null) return null;
		const [, name, index, star, quoted] = found;
		if (star !== undefined) steps.push(null);
		else if (index !== undefined) steps.push(Number(index));
		else steps.push(name ?? (JSON.parse(quoted as string) as string));
	}
	return steps;
}
