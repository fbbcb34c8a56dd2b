import { isJsonNumber, type JsonValue } from '@refrain/traffic';
import { RE2JS } from 're2js';
import { z } from 'zod';
import { defineCheck } from './field-check.ts';

export const pattern = defineCheck({
	name: 'pattern',
	label: 'Pattern',
	summary:
		'A string or number whose whole text fits a regular expression (RE2 syntax: no look-around, no back references).',
	options: z.strictObject({
		regex: z.string().min(1).refine(compiles, 'is no RE2 regular expression'),
		name: z.string().optional().describe('what the pattern stands for: UUID, hex digest'),
	}),
	covers: 'node',
	prepare: ({ regex, name }) => {
		const compiled = RE2JS.compile(regex);
		return ({ observed }) => {
			const text = textOf(observed);
			if (text === null) return 'is neither a string nor a number';
			return compiled.matcher(text).matches() ? true : `does not fit ${name ?? regex}`;
		};
	},
	describe: ({ regex, name }) => (name === undefined ? `fits ${regex}` : `looks like ${name}`),
});

function textOf(value: JsonValue | undefined): string | null {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	return isJsonNumber(value) ? value.$number : null;
}

function compiles(regex: string): boolean {
	try {
		RE2JS.compile(regex);
		return true;
	} catch {
		return false;
	}
}
