import type { JsonValue } from '@refrain/traffic';
import { z } from 'zod';
import { jsonEqual } from '../json/json-equal.ts';
import { defineCheck } from './field-check.ts';

export const oneOf = defineCheck({
	name: 'one-of',
	label: 'One of',
	summary: 'One of a list of values.',
	options: z.strictObject({ values: z.array(z.json()).min(1) }),
	covers: 'node',
	prepare: ({ values }) => {
		return ({ observed }) => {
			if (observed === undefined) return 'is gone';
			return values.some((value) => jsonEqual(value as JsonValue, observed))
				? true
				: `is none of the ${values.length} allowed values`;
		};
	},
	describe: ({ values }) =>
		values.length > 4
			? `one of ${values.length} values`
			: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
});
