import type { FilterTerm } from './filter-key.ts';
import { quote } from './parse-filter.ts';

type Condition = Pick<FilterTerm, 'key' | 'values' | 'negated'>;

/** The canonical text of a filter: equal filters give equal texts, and parse back to the same. */
export function formatFilter(terms: readonly Condition[]): string {
	return terms.map(formatTerm).join(' ');
}

export function formatTerm({ key, values, negated }: Condition): string {
	const minus = negated ? '-' : '';
	const [only] = values;
	if (key === 'text' && values.length === 1 && only !== undefined) return minus + formatText(only);
	return `${minus}${key}:${values.map(formatValue).join(',')}`;
}

/** Free text stands bare when it cannot be read as anything else. */
function formatText(value: string): string {
	return /^[^\s":-][^\s":]*$/.test(value) ? value : quote(value);
}

function formatValue(value: string): string {
	return /^[^\s",]+$/.test(value) ? value : quote(value);
}

/** The filter with a condition added; one that is there already stays once. */
export function addTerm(terms: readonly Condition[], term: Condition): Condition[] {
	const text = formatTerm(term);
	return terms.some((one) => formatTerm(one) === text) ? [...terms] : [...terms, term];
}
