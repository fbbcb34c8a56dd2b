import { encodeUtf8, stringifyJson } from '@refrain/traffic';
import { printPath } from '../../values/value-path.ts';
import { locateJson, replaceSpans } from '../json-spans.ts';
import type { PayloadForm, Replacement } from './payload-form.ts';

const JSON_START = /[{["]/;

/** JSON, alone or behind a prefix as in `0{"sid":"x"}`. */
export const jsonText: PayloadForm = {
	name: 'json',
	fits({ text }) {
		const at = text === null ? -1 : text.search(JSON_START);
		return text !== null && at >= 0 && isJson(text.slice(at));
	},
	rewrite({ text }, { replacements }) {
		const whole = text ?? '';
		const at = whole.search(JSON_START);
		return encodeUtf8(whole.slice(0, at) + rewriteJson(whole.slice(at), replacements));
	},
};

/** The JSON text with these values replaced where they stand. */
export function rewriteJson(text: string, replacements: readonly Replacement[]): string {
	const spans = locateJson(
		text,
		replacements.map(({ path }) => path),
	);
	const found = replacements.flatMap(({ path, value }) => {
		const span = spans.get(printPath(path));
		return span === undefined ? [] : [{ span, by: stringifyJson(value) }];
	});
	return replaceSpans(text, found);
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
