import { formatFilter } from './format-filter.ts';
import { FILTER_KEYS, findFilterKey } from './keys/index.ts';
import { tokenize } from './tokenize.ts';

/** Something that could be typed next. */
export interface Completion {
	/** What is shown. */
	label: string;
	hint: string;
	/** The whole filter with it. */
	text: string;
	/** It completes a condition, so it can be applied. */
	final: boolean;
}

const MOST_COMPLETIONS = 12;

/**
 * What could stand at the end of a filter: keys, then values of the key.
 * @param kinds that were seen, most frequent first
 */
export function filterCompletions(text: string, kinds: readonly string[]): Completion[] {
	const last = tokenize(text).at(-1);
	const word = last && last.end === text.length ? last : null;
	const before = word ? text.slice(0, word.start) : text;
	const minus = word?.negated ? '-' : '';
	if (word?.key) {
		const key = findFilterKey(word.key);
		const typed = (word.values.at(-1) ?? '').toLowerCase();
		const values =
			key?.name === 'kind'
				? kinds.map((kind) => ({ value: kind, description: 'seen here' }))
				: (key?.values?.map(({ value, description }) => ({ value, description })) ?? []);
		return values
			.filter(({ value }) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
			.slice(0, MOST_COMPLETIONS)
			.map(({ value, description }) => {
				const done = formatFilter([
					{ key: key?.name ?? 'text', values: [...word.values.slice(0, -1), value], negated: word.negated },
				]);
				return { label: value, hint: description, text: before + done, final: true };
			});
	}
	const typed = (word?.values[0] ?? '').toLowerCase();
	return FILTER_KEYS.filter(({ name }) => name !== 'text' && name.startsWith(typed)).map(
		({ name, description, example }) => ({
			label: `${minus}${name}:`,
			hint: `${description} · ${example}`,
			text: `${before}${minus}${name}:`,
			final: false,
		}),
	);
}
