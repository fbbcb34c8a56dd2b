/** One entry of a Sec-WebSocket-Extensions header (RFC 6455 9.1). */
export interface Extension {
	name: string;
	/** In order; a parameter without a value has null. */
	params: [name: string, value: string | null][];
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Reads a header value; null when it does not follow the grammar. An empty value is an empty list. */
export function parseExtensions(headerValue: string): Extension[] | null {
	const extensions: Extension[] = [];
	for (const entry of splitOutsideQuotes(headerValue, ',')) {
		// RFC 9110 5.6.1: a recipient must ignore empty list elements.
		if (entry.trim() === '') continue;
		const [name = '', ...params] = splitOutsideQuotes(entry, ';').map((part) => part.trim());
		const read = params.map(parseParameter);
		if (!TOKEN.test(name) || read.includes(null)) return null;
		extensions.push({ name, params: read.filter((param) => param !== null) });
	}
	return extensions;
}

function parseParameter(text: string): [string, string | null] | null {
	const equals = text.indexOf('=');
	const name = (equals < 0 ? text : text.slice(0, equals)).trim();
	if (!TOKEN.test(name)) return null;
	if (equals < 0) return [name, null];
	const value = unquote(text.slice(equals + 1).trim());
	// RFC 6455 9.1: a quoted value must, once unquoted, be a token.
	return TOKEN.test(value) ? [name, value] : null;
}

function unquote(value: string): string {
	if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
	return value.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function splitOutsideQuotes(text: string, separator: string): string[] {
	const parts: string[] = [];
	let start = 0;
	let quoted = false;
	for (let i = 0; i < text.length; i++) {
		const character = text.charAt(i);
		if (character === '\\' && quoted) i++;
		else if (character === '"') quoted = !quoted;
		else if (character === separator && !quoted) {
			parts.push(text.slice(start, i));
			start = i + 1;
		}
	}
	parts.push(text.slice(start));
	return parts;
}
