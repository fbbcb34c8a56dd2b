import { z } from 'zod';
import { compareNumbers } from '../json/numeric-value.ts';
import { defineCheck } from './field-check.ts';

export const increasing = defineCheck({
	name: 'increasing',
	label: 'Increasing',
	summary: 'A number greater than the one in the previous message of this kind on the connection.',
	options: z.strictObject({}),
	covers: 'node',
	prepare: () => (input) => {
		const previous = input.previous();
		const order = compareNumbers(input.observed, previous ?? input.observed);
		if (order === null) return 'is no number';
		return previous === undefined || order > 0 ? true : 'is not greater than the one before';
	},
	describe: () => 'increasing',
});
