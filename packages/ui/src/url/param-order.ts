/** Puts parameters into a fixed order, unknown ones last as they came: equal states give equal links. */
export function orderParams(search: URLSearchParams, order: readonly string[]): URLSearchParams {
	const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
	return new URLSearchParams([...search].sort(([a], [b]) => rank(a) - rank(b)));
}

interface Parser {
	parse(text: string): unknown;
}

/** 'cols=foo', 'f=abc': parameters of a link that no page knows, or whose value makes no sense. */
export function ignoredParams(search: URLSearchParams, params: Readonly<Record<string, Parser>>): string[] {
	return [...search].flatMap(([name, value]) => {
		const parser = params[name];
		return parser && parser.parse(value) !== null ? [] : [`${name}=${value}`];
	});
}
