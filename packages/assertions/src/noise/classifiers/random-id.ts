import { allValues, type Classifier, isText } from './classifier.ts';

const FORM = /^[0-9A-Za-z_-]{6,64}$/;
/** Random texts are also a little shorter or longer now and then: Math.random().toString(36) drops trailing zeros. */
const LENGTH_TOLERANCE = 4;

/** Texts of letters and digits that never come twice. */
export const randomId: Classifier = {
	name: 'random-id',
	propose({ values, pairs, differing }) {
		if (!values.every(isText) || !values.every((value) => FORM.test(value))) return null;
		// What comes again, here or there, was not drawn at random.
		if (differing.length < pairs.length || new Set(values).size < values.length) return null;
		const mixed = values.filter((value) => /\d/.test(value) && /[A-Za-z]/.test(value));
		if (mixed.length * 10 < values.length * 7) return null;
		const regex = `[${alphabet(values)}]{${lengths(values)}}`;
		return {
			check: 'pattern',
			options: { regex, name: 'random id' },
			label: 'Match as random id',
			evidence: allValues(values, 'are letters and digits, and all are different'),
			certain: pairs.length >= 2,
		};
	},
};

function alphabet(values: readonly string[]): string {
	const all = values.join('');
	const upper = /[A-Z]/.test(all) ? 'A-Z' : '';
	const lower = /[a-z]/.test(all) ? 'a-z' : '';
	const marks =
		/[_-]/.test(all) || (upper !== '' && lower !== '' && values.every(({ length }) => length === 21)) ? '_-' : '';
	return `0-9${upper}${lower}${marks}`;
}

function lengths(values: readonly string[]): string {
	const all = values.map(({ length }) => length);
	return `${Math.max(1, Math.min(...all) - LENGTH_TOLERANCE)},${Math.max(...all) + LENGTH_TOLERANCE}`;
}
