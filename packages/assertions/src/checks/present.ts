import { z } from 'zod';
import { defineCheck } from './field-check.ts';

export const present = defineCheck({
	name: 'present',
	label: 'Present',
	summary: 'The field must be there, with any value of any type.',
	options: z.strictObject({}),
	covers: 'node',
	prepare: () => (input) => (input.observed === undefined ? 'is gone' : true),
	describe: () => 'present',
});
