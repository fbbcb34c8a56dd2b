import { z } from 'zod';
import { defineCheck } from './field-check.ts';

export const ignore = defineCheck({
	name: 'ignore',
	label: 'Ignore',
	summary: 'Whatever is here, or below it, is never a difference.',
	options: z.strictObject({}),
	covers: 'subtree',
	prepare: () => () => true,
	describe: () => 'ignored',
});
