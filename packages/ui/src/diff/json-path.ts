const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

/** The JSONPath of a member or an item: `$.a.b`, `$['a b']`, `$[2]`. */
export function childPath(parent: string, name: string | number): string {
	if (typeof name === 'number') return `${parent}[${name}]`;
	return PLAIN_NAME.test(name) ? `${parent}.${name}` : `${parent}['${name.replaceAll(/['\\]/g, '\\$&')}']`;
}
