import type { FieldRuleInput, Suggestion } from '@refrain/assertions';
import type { JsonValue, Sender } from '@refrain/traffic';

/** Where an assertion from the diff applies. */
export type DraftScope = 'kind' | 'path' | 'name';

export interface DraftTarget {
	generalPath: string;
	kind: string;
	sender: Sender;
}

const LAST_STEP = /(?:\.([A-Za-z_][\w-]*)|\[("(?:[^"\\]|\\.)*")\])(?:\[(?:\d+|\*)\])*$/;

/** '$.payload.items[*].at' -> '$..at'; what has no name stays as it is. */
export function anyDepthPath(generalPath: string): string {
	const step = generalPath.startsWith('$') ? LAST_STEP.exec(generalPath) : null;
	if (step === null) return generalPath;
	return step[1] === undefined ? `$..[${step[2]}]` : `$..${step[1]}`;
}

/** The last name of a path, for sentences: 'at'. */
export function lastName(path: string): string {
	const step = LAST_STEP.exec(path);
	if (step === null) return path;
	return step[1] ?? (JSON.parse(step[2] as string) as string);
}

/** The path as people say it: without the root. */
export function spokenPath(path: string): string {
	return path.replace(/^\$\.?(?=.)/, '');
}

/** A rule as the diff makes it. The id must differ from those of the profile and of the draft. */
export function draftRule(
	id: string,
	target: DraftTarget,
	{ scope, check, options }: { scope: DraftScope; check: string; options?: JsonValue },
): FieldRuleInput {
	const rule = {
		id,
		path: scope === 'name' ? anyDepthPath(target.generalPath) : target.generalPath,
		scope: scope === 'kind' ? { sender: target.sender, kind: target.kind } : {},
		check,
		options: options ?? {},
		source: 'user',
	};
	// The check's name comes from a suggestion; the api parses the rule by the profile's schema before it counts.
	return rule as unknown as FieldRuleInput;
}

/** The rule that a suggestion stands for. */
export function suggestedRule(
	id: string,
	{ path, kind, sender, check, options, evidence }: Suggestion,
): FieldRuleInput {
	const rule = draftRule(id, { generalPath: path, kind, sender }, { scope: 'kind', check, options });
	return { ...rule, why: evidence, source: 'suggested' };
}

/** The first id that is not taken: 'r1', 'r2', ... */
export function freeRuleId(taken: Iterable<string>): string {
	const ids = new Set(taken);
	let number = ids.size + 1;
	while (ids.has(`r${number}`)) number++;
	return `r${number}`;
}

/** Where a rule applies, in words. */
export function describeScope(scope: FieldRuleInput['scope']): string {
	const parts = [
		scope?.kind === undefined ? null : scope.kind,
		scope?.channel === undefined ? null : `on ${scope.channel}`,
		scope?.sender === undefined ? null : `from the ${scope.sender}`,
	].filter((part) => part !== null);
	return parts.length === 0 ? 'every message' : parts.join(' ');
}

/** Same field, same messages: the newer rule takes the place of the older one. */
export function isSameTarget(left: FieldRuleInput, right: FieldRuleInput): boolean {
	return left.path === right.path && JSON.stringify(left.scope ?? {}) === JSON.stringify(right.scope ?? {});
}
