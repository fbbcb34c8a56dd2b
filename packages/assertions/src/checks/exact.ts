import { z } from 'zod';
import { defineCheck } from './field-check.ts';

/** Takes a field back out of a wider rule that comes later in the list. */
export const exact = defineCheck({
	name: 'exact',
	label: 'Exact',
	summary: 'The value must equal the recorded one; put it above a wider rule to make an exception from that.',
	options: z.strictObject({}),
	covers: 'subtree',
	prepare: () => () => 'must be equal',
	describe: () => 'equal to the recording',
});
