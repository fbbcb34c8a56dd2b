import type { SessionFacts } from './session-rule.ts';

/** Values of a header in order, names compared without regard to case (RFC 9110 5.1). */
export function headerValues({ requestHeaders }: SessionFacts, name: string): string[] {
	return requestHeaders
		.filter(([header]) => header.toLowerCase() === name.toLowerCase())
		.map(([, value]) => value.trim());
}

/** Cookies of the request (RFC 6265 4.2.1), in order. */
export function cookies(facts: SessionFacts): [name: string, value: string][] {
	return headerValues(facts, 'cookie')
		.flatMap((header) => header.split(';'))
		.map((pair) => splitAt(pair.trim(), '='))
		.map(([name, value]) => [name, value.replace(/^"(.*)"$/, '$1')]);
}

/** Parameters of the request target's query, decoded, in order. */
export function queryParameters({ connection }: SessionFacts): [name: string, value: string][] {
	const [, query] = splitAt(connection.path, '?');
	return query
		.split('&')
		.filter((pair) => pair !== '')
		.map((pair) => {
			const [name, value] = splitAt(pair, '=');
			return [decode(name), decode(value)];
		});
}

/** The first pair that has one of the names (in the order of the names) and a value. */
export function firstNamed(
	pairs: readonly (readonly [name: string, value: string])[],
	names: readonly string[],
	accept: (value: string) => boolean,
): readonly [name: string, value: string] | null {
	for (const wanted of names) {
		const found = pairs.find(([name, value]) => name.toLowerCase() === wanted.toLowerCase() && accept(value));
		if (found !== undefined) return found;
	}
	return null;
}

/** Enough of a value to tell sessions apart on a screen, not enough to take one over. */
export function abbreviate(value: string): string {
	return value.length <= 16 ? value : `${value.slice(0, 12)}…`;
}

function splitAt(text: string, separator: string): [string, string] {
	const at = text.indexOf(separator);
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}
