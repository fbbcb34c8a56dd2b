import type { FilterKey } from '../filter-key.ts';

/** Shorter ones match nearly everything, and cost a look at every payload. */
const MIN_LENGTH = 2;

export const text: FilterKey = {
	name: 'text',
	aliases: ['payload'],
	description: 'text anywhere in the payload',
	check: (value) => (value.length < MIN_LENGTH ? `Text search needs at least ${MIN_LENGTH} characters.` : null),
	example: '"insufficient stock"',
};
