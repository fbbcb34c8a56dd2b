import type { JsonValue } from '@refrain/traffic';
import { z } from 'zod';
import { defineTransform } from './transform.ts';
import { fillIn, variablesIn } from './variables.ts';

export const set = defineTransform({
	name: 'set',
	label: 'Set',
	summary: 'Always this value; {{NAME}} in it is a variable of the run.',
	options: z.strictObject({ value: z.json() }),
	apply: (_, { value }, { variables }) => fillIn(value as JsonValue, variables),
	variables: ({ value }) => variablesIn(value as JsonValue),
});
