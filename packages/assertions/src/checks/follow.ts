import { z } from 'zod';
import { jsonEqual } from '../json/json-equal.ts';
import { defineCheck } from './field-check.ts';

export const follow = defineCheck({
	name: 'follow',
	label: 'Follow server-made value',
	summary:
		'A value that the service makes: it may differ from the recording, but must be the same wherever the recording had the same.',
	options: z.strictObject({}),
	covers: 'node',
	prepare: () => (input) => {
		if (input.observed === undefined) return 'is gone';
		if (input.expected === undefined) return 'is new';
		if (input.type === 'type-changed') return 'has another type';
		const counterpart = input.counterpartOf(input.expected);
		return counterpart === undefined || jsonEqual(counterpart, input.observed)
			? true
			: 'is not what the service gave before';
	},
	describe: () => 'follows what the service gave',
});
