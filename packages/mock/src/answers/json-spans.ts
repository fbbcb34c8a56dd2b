import { printPath, type ValuePath } from '../values/value-path.ts';

export interface Span {
	readonly start: number;
	readonly end: number;
}

/**
 * Where values stand in a JSON text, so that single ones can be replaced and every other character stays as it was sent.
 * The text must be valid JSON. Of a repeated key the last one counts, as it does for parsers.
 */
export function locateJson(text: string, paths: readonly ValuePath[]): Map<string, Span> {
	return new Locator(text, new Set(paths.map(printPath))).locate();
}

const WHITESPACE = /[\s\ufeff]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const LITERAL = /[^\s,\]}]+/y;

class Locator {
	readonly #text: string;
	readonly #wanted: ReadonlySet<string>;
	readonly #found = new Map<string, Span>();
	#at = 0;

	constructor(text: string, wanted: ReadonlySet<string>) {
		this.#text = text;
		this.#wanted = wanted;
	}

	locate(): Map<string, Span> {
		this.#value([]);
		return this.#found;
	}

	#value(path: ValuePath): void {
		this.#skip(WHITESPACE);
		const start = this.#at;
		const first = this.#text[start];
		if (first === '{') this.#members(path);
		else if (first === '[') this.#elements(path);
		else this.#skip(first === '"' ? STRING : LITERAL);
		const place = printPath(path);
		if (this.#wanted.has(place)) this.#found.set(place, { start, end: this.#at });
	}

	#members(path: ValuePath): void {
		this.#inside('}', () => {
			const start = this.#at;
			this.#skip(STRING);
			const key = JSON.parse(this.#text.slice(start, this.#at)) as string;
			this.#skip(WHITESPACE);
			this.#at += 1;
			this.#value([...path, key]);
		});
	}

	#elements(path: ValuePath): void {
		let index = 0;
		this.#inside(']', () => {
			this.#value([...path, index]);
			index += 1;
		});
	}

	#inside(end: string, readOne: () => void): void {
		this.#at += 1;
		for (;;) {
			this.#skip(WHITESPACE);
			const character = this.#text[this.#at];
			if (character === undefined) return;
			if (character === end) {
				this.#at += 1;
				return;
			}
			if (character === ',') this.#at += 1;
			else readOne();
		}
	}

	#skip(pattern: RegExp): void {
		pattern.lastIndex = this.#at;
		this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
	}
}

/** The text with these spans replaced. */
export function replaceSpans(text: string, replacements: readonly { span: Span; by: string }[]): string {
	const sorted = [...replacements].sort((a, b) => a.span.start - b.span.start);
	let result = '';
	let at = 0;
	for (const { span, by } of sorted) {
		// What lies inside a subtree that was replaced as a whole is gone.
		if (span.start < at) continue;
		result += text.slice(at, span.start) + by;
		at = span.end;
	}
	return result + text.slice(at);
}
