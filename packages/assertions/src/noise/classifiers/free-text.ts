import { type Classifier, type FieldValues, isText, type Proposal } from './classifier.ts';

const MAX_LISTED = 8;
/** How often each text must have been seen on average before a list of them can be thought complete. */
const SEEN_ENOUGH = 8;

/**
 * Texts that a service picks at random: they vary within the recording and within the replay, come back on the other side, and
 * do not agree message by message. Words without a space are left alone: those are states and types.
 */
export const freeText: Classifier = {
	name: 'free-text',
	propose(field): Proposal | null {
		const { values } = field;
		if (!values.every(isText) || !values.every((value) => /\S\s+\S/.test(value)) || !variesFreely(field)) return null;
		const counts = countValues(values);
		const complete =
			counts.size <= MAX_LISTED && values.length >= SEEN_ENOUGH * counts.size && Math.min(...counts.values()) > 1;
		const seen = `${counts.size} different texts in ${values.length} values, the same ones on both sides`;
		if (complete) {
			const listed = [...counts.keys()].sort();
			return {
				check: 'one-of',
				options: { values: listed },
				label: `Match one of ${counts.size} texts`,
				evidence: `${seen}.`,
				certain: true,
			};
		}
		return {
			check: 'same-type',
			options: {},
			label: 'Match any text',
			evidence: `${seen}; too few to know that there are no others.`,
			certain: true,
		};
	},
};

function variesFreely({ pairs, differing }: FieldValues): boolean {
	const expected = new Set(pairs.map((pair) => pair.expected));
	const observed = new Set(pairs.map((pair) => pair.observed));
	const shared = [...observed].filter((value) => expected.has(value));
	const all = expected.size + observed.size - shared.length;
	const enough = differing.length >= 2 && differing.length * 3 >= pairs.length;
	return enough && expected.size >= 2 && observed.size >= 2 && all >= 3 && shared.length >= 1;
}

function countValues(values: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
