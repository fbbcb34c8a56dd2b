import { z } from 'zod';
import { numericValue } from '../json/numeric-value.ts';
import { defineCheck } from './field-check.ts';

export const within = defineCheck({
	name: 'within',
	label: 'Within',
	summary: 'A number that is at most so far, or so many per cent, from the recorded one.',
	options: z
		.strictObject({
			by: z.number().nonnegative().optional().describe('largest distance, in the unit of the field'),
			percent: z.number().nonnegative().optional().describe('largest distance in per cent of the recorded value'),
		})
		.refine(({ by, percent }) => by !== undefined || percent !== undefined, 'needs "by" or "percent"'),
	covers: 'node',
	prepare: ({ by, percent }) => {
		return ({ expected, observed }) => {
			const [from, to] = [numericValue(expected), numericValue(observed)];
			if (from === null || to === null) return 'is no number';
			const allowed = Math.max(by ?? 0, (Math.abs(from) * (percent ?? 0)) / 100);
			// The subtraction rounds: 0.3 - 0.2 is a little more than 0.1.
			const rounding = Math.max(Math.abs(from), Math.abs(to)) * 4 * Number.EPSILON;
			return Math.abs(to - from) <= allowed + rounding ? true : `is more than ${limit(by, percent)} away`;
		};
	},
	describe: ({ by, percent }) => `at most ${limit(by, percent)} apart`,
});

function limit(by: number | undefined, percent: number | undefined): string {
	const parts = [by === undefined ? '' : `${by}`, percent === undefined ? '' : `${percent} %`];
	return parts.filter((part) => part !== '').join(' or ');
}
