import { isJsonNumber, type JsonValue } from '@refrain/traffic';

const REFERENCE = /\{\{ ?([A-Za-z_][A-Za-z0-9_]*) ?\}\}/g;

/** Names in {{...}} anywhere in a value. */
export function variablesIn(value: JsonValue): string[] {
	if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, name]) => name as string);
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) return [];
	return (Object.values(value) as JsonValue[]).flatMap(variablesIn);
}

/** Puts variables in the place of {{...}}; an unknown one stays as it is written. */
export function fillIn(value: JsonValue, variables: Readonly<Record<string, string>>): JsonValue {
	if (typeof value === 'string') {
		return value.replace(REFERENCE, (whole, name: string) =>
			Object.hasOwn(variables, name) ? (variables[name] as string) : whole,
		);
	}
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) return value;
	if (Array.isArray(value)) return value.map((item) => fillIn(item, variables));
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [key, fillIn(member as JsonValue, variables)]),
	);
}
