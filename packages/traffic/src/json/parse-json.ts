import type { JsonValue } from '../model.ts';
import { toJsonNumber } from './json-number.ts';

/** What walks a parsed value recurses at most this deep; deeper text is treated as text. */
export const MAX_JSON_DEPTH = 1000;

/** Nesting that is worth telling. */
const REMARKABLE_DEPTH = 100;

export type JsonParseResult =
	| { ok: true; value: JsonValue; flags: readonly string[] }
	| { ok: false; reason: string; offset: number };

type Container = { [key: string]: JsonValue } | JsonValue[];

/**
 * Parses RFC 8259 JSON without losing what JSON.parse loses silently: numbers that a double cannot hold keep their
 * digits, repeated keys (the last one wins) and `__proto__` keys are flagged. A byte order mark is skipped, and NaN and
 * Infinity (which some encoders emit) are kept as `{ $number }`, both flagged. Never throws; depth costs no stack.
 */
export function parseJson(text: string): JsonParseResult {
	const reader = new JsonReader(text);
	try {
		return { ok: true, value: reader.readDocument(), flags: [...reader.flags] };
	} catch (error) {
		if (error instanceof JsonSyntaxError) return { ok: false, reason: error.message, offset: error.offset };
		throw error;
	}
}

class JsonSyntaxError extends Error {
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NOT_FINITE = /NaN|-?Infinity/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 7 forbids them unescaped
const CONTROL_CHARACTER = /[\u0000-\u001f]/;
const BYTE_ORDER_MARK = 0xfeff;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

class JsonReader {
	readonly flags = new Set<string>();
	readonly #text: string;
	#at = 0;
	/** Containers that are open, outermost first, and for each the key that its next value belongs to. */
	readonly #open: Container[] = [];
	readonly #keys: string[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	readDocument(): JsonValue {
		if (this.#text.charCodeAt(0) === BYTE_ORDER_MARK) {
			this.#at = 1;
			this.flags.add('byte order mark');
		}
		for (;;) {
			let value = this.#readValue();
			// A value may be the last one of several containers at once.
			while (value !== undefined) {
				if (this.#open.length === 0) return this.#finish(value);
				this.#attach(value);
				value = this.#readSeparator();
			}
		}
	}

	#finish(value: JsonValue): JsonValue {
		this.#skipWhitespace();
		if (this.#at < this.#text.length) this.#fail('something follows the value');
		return value;
	}

	/** A scalar or an empty container; undefined when a container was opened and its first value comes next. */
	#readValue(): JsonValue | undefined {
		this.#skipWhitespace();
		switch (this.#text.charCodeAt(this.#at)) {
			case OPEN_BRACE:
				return this.#openContainer({}, CLOSE_BRACE);
			case OPEN_BRACKET:
				return this.#openContainer([], CLOSE_BRACKET);
			case QUOTE:
				return this.#readString();
			default:
				return this.#readLiteral();
		}
	}

	#openContainer(container: Container, end: number): JsonValue | undefined {
		this.#at++;
		this.#skipWhitespace();
		if (this.#text.charCodeAt(this.#at) === end) {
			this.#at++;
			return container;
		}
		this.#open.push(container);
		this.#keys.push('');
		if (this.#open.length > MAX_JSON_DEPTH) this.#fail(`nested deeper than ${MAX_JSON_DEPTH} levels`);
		if (this.#open.length > REMARKABLE_DEPTH) this.flags.add(`nested deeper than ${REMARKABLE_DEPTH} levels`);
		if (!Array.isArray(container)) this.#readKey();
		return undefined;
	}

	#readKey(): void {
		this.#skipWhitespace();
		if (this.#text.charCodeAt(this.#at) !== QUOTE) this.#fail('a key in quotes was expected');
		this.#keys[this.#keys.length - 1] = this.#readString();
		this.#skipWhitespace();
		if (this.#text.charCodeAt(this.#at) !== COLON) this.#fail("':' was expected after a key");
		this.#at++;
	}

	#attach(value: JsonValue): void {
		const container = this.#open.at(-1) as Container;
		if (Array.isArray(container)) {
			container.push(value);
			return;
		}
		const key = this.#keys.at(-1) as string;
		if (Object.hasOwn(container, key)) this.flags.add(`duplicate key ${JSON.stringify(key)}`);
		if (key !== '__proto__') {
			container[key] = value;
			return;
		}
		// Assigning would set the prototype.
		this.flags.add('__proto__ key');
		Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
	}

	/** After a value: undefined when another one follows, the container itself when it ends here. */
	#readSeparator(): JsonValue | undefined {
		this.#skipWhitespace();
		const container = this.#open.at(-1) as Container;
		const end = Array.isArray(container) ? CLOSE_BRACKET : CLOSE_BRACE;
		const code = this.#text.charCodeAt(this.#at);
		if (code !== COMMA && code !== end) this.#fail(`',' or '${String.fromCharCode(end)}' was expected`);
		this.#at++;
		if (code === COMMA) {
			if (!Array.isArray(container)) this.#readKey();
			return undefined;
		}
		this.#open.pop();
		this.#keys.pop();
		return container;
	}

	#readString(): string {
		const start = this.#at + 1;
		let end = this.#text.indexOf('"', start);
		while (end >= 0 && this.#isEscaped(end, start)) end = this.#text.indexOf('"', end + 1);
		if (end < 0) this.#fail('a string has no end');
		const raw = this.#text.slice(start, end);
		if (CONTROL_CHARACTER.test(raw)) this.#fail('a control character stands unescaped in a string');
		if (!raw.includes('\\')) {
			this.#at = end + 1;
			return raw;
		}
		try {
			const value: string = JSON.parse(`"${raw}"`);
			this.#at = end + 1;
			return value;
		} catch {
			this.#fail('a string has an unknown escape');
		}
	}

	/** True when an odd number of backslashes stands before the quote. */
	#isEscaped(quote: number, start: number): boolean {
		let at = quote;
		while (at > start && this.#text[at - 1] === '\\') at--;
		return (quote - at) % 2 === 1;
	}

	#readLiteral(): JsonValue {
		const number = this.#match(NUMBER);
		if (number !== null) {
			const value = toJsonNumber(number);
			if (typeof value === 'object') this.flags.add('number that a double cannot hold');
			return value;
		}
		for (const [word, value] of LITERALS) {
			if (!this.#text.startsWith(word, this.#at)) continue;
			this.#at += word.length;
			return value;
		}
		// At the top it is a word like any other; inside a container it is what Python's json.dumps makes of it.
		const notFinite = this.#open.length > 0 ? this.#match(NOT_FINITE) : null;
		if (notFinite === null) this.#fail('a value was expected');
		this.flags.add(`${notFinite} is not JSON`);
		return { $number: notFinite };
	}

	#match(pattern: RegExp): string | null {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0] ?? null;
		if (found !== null) this.#at += found.length;
		return found;
	}

	#skipWhitespace(): void {
		for (;;) {
			const code = this.#text.charCodeAt(this.#at);
			if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
			this.#at++;
		}
	}

	#fail(message: string): never {
		throw new JsonSyntaxError(message, this.#at);
	}
}

const LITERALS: readonly (readonly [string, JsonValue])[] = [
	['true', true],
	['false', false],
	['null', null],
];
