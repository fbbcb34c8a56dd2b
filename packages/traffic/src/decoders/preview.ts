import { isJsonNumber } from '../json/json-number.ts';
import type { JsonValue } from '../model.ts';

const MAX_CHARACTERS = 200;

/** One line of a value, at most 200 characters: top-level keys without braces, `told` ones left out. */
export function previewOf(value: JsonValue, told: readonly string[]): string {
	const line = new Line();
	if (typeof value === 'string') line.add(value);
	else if (isPlainObject(value)) addMembers(value, line, told);
	else addValue(value, line);
	return line.text();
}

/** One line of any text: white space is folded, the end cut off with an ellipsis. */
export function oneLine(text: string): string {
	const line = new Line();
	line.add(text);
	return line.text();
}

/** Stops taking text when it is full, so that a preview of megabytes costs no more than one of bytes. */
class Line {
	#text = '';

	get full(): boolean {
		return this.#text.length > MAX_CHARACTERS;
	}

	add(text: string): void {
		if (this.full) return;
		this.#text += text.length > MAX_CHARACTERS * 4 ? text.slice(0, MAX_CHARACTERS * 4) : text;
	}

	text(): string {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they would break the line
		const folded = this.#text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
		if (folded.length <= MAX_CHARACTERS) return folded; // UTF-16 units are never fewer than characters
		const characters = Array.from(folded.slice(0, MAX_CHARACTERS * 2 + 2));
		return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…` : folded;
	}
}

function addMembers(value: { readonly [key: string]: JsonValue }, line: Line, told: readonly string[]): void {
	let first = true;
	for (const key of Object.keys(value)) {
		if (line.full) return;
		if (told.includes(key)) continue;
		line.add(`${first ? '' : ', '}${key}: `);
		addValue(value[key] as JsonValue, line);
		first = false;
	}
}

function addValue(value: JsonValue, line: Line): void {
	if (line.full) return;
	if (typeof value !== 'object' || value === null) line.add(JSON.stringify(value));
	else if (isJsonNumber(value)) line.add(value.$number);
	else if (isPlainObject(value)) {
		line.add('{');
		addMembers(value, line, []);
		line.add('}');
	} else addItems(value as readonly JsonValue[], line);
}

function addItems(items: readonly JsonValue[], line: Line): void {
	line.add('[');
	for (const [at, item] of items.entries()) {
		if (line.full) return;
		if (at > 0) line.add(', ');
		addValue(item, line);
	}
	line.add(']');
}

function isPlainObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !isJsonNumber(value);
}
