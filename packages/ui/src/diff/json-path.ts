const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

/** The path of a member or an item as @refrain/assertions prints it: `$.a.b`, `$["a b"]`, `$[2]`. */
export function childPath(parent: string, name: string | number): string {
	if (typeof name === 'number') return `${parent}[${name}]`;
	return IDENTIFIER.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}
