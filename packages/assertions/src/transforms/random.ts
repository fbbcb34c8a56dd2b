import { z } from 'zod';
import { defineTransform } from './transform.ts';

const ALPHABETS = {
	hex: '0123456789abcdef',
	digits: '0123456789',
	alphanumeric: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
} as const;

export const random = defineTransform({
	name: 'random',
	label: 'Random value',
	summary:
		'A value drawn at random; the same recorded value always becomes the same one, and a seed repeats it on the next run.',
	options: z.strictObject({
		form: z.enum(['uuid', 'hex', 'digits', 'alphanumeric', 'integer']).default('uuid'),
		length: z.number().int().min(1).max(256).default(16).describe('characters of hex, digits, alphanumeric'),
		min: z.number().int().default(0).describe('of integer'),
		max: z.number().int().default(2_147_483_647).describe('of integer'),
	}),
	apply(_, { form, length, min, max }, { random: next }) {
		if (form === 'integer') return min + Math.floor(next() * (max - min + 1));
		return form === 'uuid' ? uuid(next) : draw(ALPHABETS[form], length, next);
	},
	variables: () => [],
});

function draw(alphabet: string, length: number, next: () => number): string {
	return Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
}

/** RFC 9562 5.4: version 4, variant 10. */
function uuid(next: () => number): string {
	const hex = draw(ALPHABETS.hex, 32, next);
	const variant = ALPHABETS.hex[8 + Math.floor(next() * 4)];
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
