import { encodeUtf8, type JsonValue, stringifyJson } from '@refrain/traffic';
import { rewriteJson } from './json-text.ts';
import type { PayloadForm, Replacement } from './payload-form.ts';

const END_OF_HEAD = /\r?\n\r?\n/;

/** STOMP frames: header lines, an empty line, a body, NUL. A body that changes length changes its content-length. */
export const stomp: PayloadForm = {
	name: 'stomp',
	fits: ({ decoder, text }) => decoder === 'stomp' && text?.endsWith('\0') === true && END_OF_HEAD.test(text),
	rewrite({ text, payload }, { replacements }) {
		const split = text === null ? null : END_OF_HEAD.exec(text);
		if (text === null || split === null) return payload;
		const end = text.lastIndexOf('\0');
		const bodyAt = split.index + split[0].length;
		const body = rewriteBody(text.slice(bodyAt, end), replacements);
		const lines = text.slice(0, split.index).split(/\r?\n/);
		const lengths = new Map([['content-length', String(encodeUtf8(body).length)]]);
		const headers = lines.map((line) => rewriteHeader(line, replacements, lengths));
		return encodeUtf8(headers.join('\n') + split[0] + body + text.slice(end));
	},
};

function rewriteBody(body: string, replacements: readonly Replacement[]): string {
	const inside = replacements.filter(({ path }) => path[0] === 'body').map(below);
	const whole = inside.find(({ path }) => path.length === 0);
	if (whole !== undefined) return textOf(whole.value);
	return inside.length === 0 ? body : rewriteJson(body, inside);
}

function rewriteHeader(
	line: string,
	replacements: readonly Replacement[],
	lengths: ReadonlyMap<string, string>,
): string {
	const name = line.slice(0, line.indexOf(':'));
	if (!line.includes(':')) return line;
	const length = lengths.get(name);
	if (length !== undefined) return `${name}:${length}`;
	const found = replacements.find(({ path }) => path[0] === 'headers' && path[1] === name);
	return found === undefined ? line : `${name}:${encodeHeader(textOf(found.value))}`;
}

function below({ path, value }: Replacement): Replacement {
	return { path: path.slice(1), value };
}

function textOf(value: JsonValue): string {
	return typeof value === 'string' ? value : stringifyJson(value);
}

/** STOMP 1.2, "Value Encoding". */
function encodeHeader(text: string): string {
	const escapes: Record<string, string> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', ':': '\\c' };
	return text.replace(/[\\\r\n:]/g, (character) => escapes[character] ?? character);
}
