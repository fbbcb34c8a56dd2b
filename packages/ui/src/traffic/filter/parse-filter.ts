import type { FilterError, FilterKey, FilterTerm } from './filter-key.ts';
import { FILTER_KEYS, findFilterKey } from './keys/index.ts';
import { nearest } from './nearest.ts';
import { type Token, tokenize } from './tokenize.ts';

export type ParsedFilter = { ok: true; terms: FilterTerm[] } | { ok: false; error: FilterError };

/**
 * Reads a filter: words joined by AND, each `key:value`, `key:a,b` (any of), `-` before it (none of), or free text.
 * Nothing is dropped or rewritten silently: what is not understood is an error with its place and what to write.
 */
export function parseFilter(text: string): ParsedFilter {
	const terms: FilterTerm[] = [];
	for (const token of tokenize(text)) {
		const read = readTerm(token, text);
		if ('message' in read) return { ok: false, error: read };
		terms.push(read);
	}
	return { ok: true, terms };
}

function readTerm(token: Token, text: string): FilterTerm | FilterError {
	const { start, end, negated } = token;
	const fail = (message: string, mended: string | null = null): FilterError => ({
		message,
		start,
		end,
		suggestion: mended && text.slice(0, start) + mended + text.slice(end),
	});
	if (token.openQuoteAt !== null) return fail('A " is not closed.', `${text.slice(start, end)}"`);
	const key = findFilterKey(token.key ?? 'text');
	if (!key) return fail(...unknownKey(token, text));
	const values: string[] = [];
	for (const raw of token.values) {
		const value = canonical(key, raw);
		if (value === null) return fail(...badValue(token, key, raw));
		const problem = value === '' ? emptyValue(key) : (key.check?.(value) ?? null);
		if (problem) return fail(problem);
		values.push(value);
	}
	return { key: key.name, values, negated, start, end };
}

/** null when a closed list does not have it. */
function canonical(key: FilterKey, raw: string): string | null {
	if (!key.values || raw === '') return raw;
	const lower = raw.toLowerCase();
	return key.values.find(({ value, aliases }) => value === lower || aliases.includes(lower))?.value ?? null;
}

function emptyValue(key: FilterKey): string {
	return `\`${key.name}:\` needs a value, such as \`${key.example}\`.`;
}

function unknownKey(token: Token, text: string): [message: string, mended: string] {
	const name = token.key as string;
	const names = FILTER_KEYS.flatMap((key) => [key.name, ...key.aliases]);
	const close = nearest(name, names);
	const minus = token.negated ? '-' : '';
	const rest = text.slice(token.start + minus.length + name.length, token.end);
	if (close) return [`\`${name}\` is not a field. Did you mean \`${close}\`?`, `${minus}${close}${rest}`];
	const fields = FILTER_KEYS.map((key) => `\`${key.name}\``).join(', ');
	const literal = text.slice(token.start + minus.length, token.end);
	return [
		`\`${name}\` is not a field. There are ${fields}; as text it is written in quotes.`,
		`${minus}${quote(literal)}`,
	];
}

function badValue(token: Token, key: FilterKey, raw: string): [message: string, mended: string | null] {
	const values = key.values?.map(({ value }) => value) ?? [];
	const close = nearest(raw, values);
	const minus = token.negated ? '-' : '';
	const mended = close && `${minus}${key.name}:${token.values.map((one) => (one === raw ? close : one)).join(',')}`;
	return [
		`\`${key.name}\` is ${values.map((value) => `\`${value}\``).join(', ')}, not \`${raw}\`.${close ? ` Did you mean \`${close}\`?` : ''}`,
		mended,
	];
}

/** In quotes, for values with spaces, colons, commas, quotes. */
export function quote(text: string): string {
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
