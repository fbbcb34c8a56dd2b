import { encodeUtf8, stringifyJson } from '@refrain/traffic';
import { printPath } from '../../values/value-path.ts';
import { locateJson, replaceSpans } from '../json-spans.ts';
import type { PayloadForm, Replacement } from './payload-form.ts';

/** JSON, alone or behind a prefix as in `0{"sid":"x"}`. */
export const jsonText: PayloadForm = {
	name: 'json',
	rewrite({ text, replacements }) {
		const at = text === null ? -1 : text.search(/[{["]/);
		if (text === null || at < 0 || !isJson(text.slice(at))) return null;
		return encodeUtf8(text.slice(0, at) + rewriteJson(text.slice(at), replacements));
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
