/** A word of a filter text. */
export interface Token {
	start: number;
	end: number;
	negated: boolean;
	/** Before the first unquoted colon; null for free text. */
	key: string | null;
	/** Comma-separated values, quotes and escapes resolved. */
	values: readonly string[];
	/** True when the word is one quoted string. */
	quoted: boolean;
	/** Set when a quote was opened and not closed: where. */
	openQuoteAt: number | null;
}

const KEY = /^[A-Za-z][\w.]*$/;

/** Splits at whitespace outside quotes. Inside quotes `\"` and `\\` stand for the character. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		if (/\s/.test(text[at] as string)) at++;
		else {
			const token = readToken(text, at);
			tokens.push(token);
			at = token.end;
		}
	}
	return tokens;
}

function readToken(text: string, start: number): Token {
	const negated = text[start] === '-' && start + 1 < text.length && !/\s/.test(text[start + 1] as string);
	const token = {
		start,
		negated,
		key: null as string | null,
		values: [''],
		quoted: false,
		openQuoteAt: null as number | null,
	};
	let at = negated ? start + 1 : start;
	const first = at;
	while (at < text.length && !/\s/.test(text[at] as string)) {
		const char = text[at] as string;
		const value = token.values.at(-1) as string;
		if (char === '"') {
			const read = readQuoted(text, at);
			token.values[token.values.length - 1] = value + read.value;
			if (!read.closed) token.openQuoteAt = at;
			if (at === first) token.quoted = true;
			at = read.end;
			continue;
		}
		if (char === ':' && token.key === null && !token.quoted && KEY.test(value)) {
			token.key = value;
			token.values = [''];
		} else if (char === ',' && token.key !== null) token.values.push('');
		else token.values[token.values.length - 1] = value + char;
		at++;
	}
	return { ...token, end: at };
}

function readQuoted(text: string, open: number): { value: string; end: number; closed: boolean } {
	let value = '';
	for (let at = open + 1; at < text.length; at++) {
		const char = text[at] as string;
		if (char === '"') return { value, end: at + 1, closed: true };
		if (char === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) value += text[++at];
		else value += char;
	}
	return { value, end: text.length, closed: false };
}
