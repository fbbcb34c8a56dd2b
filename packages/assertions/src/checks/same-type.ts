import { z } from 'zod';
import { defineCheck } from './field-check.ts';

export const sameType = defineCheck({
	name: 'same-type',
	label: 'Same type',
	summary: 'Any value of the recorded JSON type, here and below; fields must neither be gone nor change their type.',
	options: z.strictObject({}),
	covers: 'subtree',
	prepare: () => (input) => {
		if (input.type === 'changed' || input.type === 'moved') return true;
		if (input.type === 'type-changed') return 'has another type';
		return input.type === 'removed' ? 'is gone' : 'is new';
	},
	describe: () => 'any value of the same type',
});
