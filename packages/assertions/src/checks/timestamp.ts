import { z } from 'zod';
import { TIMESTAMP_FORMATS, timestampFormat } from '../json/timestamp-format.ts';
import { defineCheck } from './field-check.ts';

export const timestamp = defineCheck({
	name: 'timestamp',
	label: 'Timestamp',
	summary: 'A point in time, written the same way as the recorded one.',
	options: z.strictObject({
		format: z.enum(TIMESTAMP_FORMATS).optional().describe('how it must be written; by default as in the recording'),
	}),
	covers: 'node',
	prepare: ({ format }) => {
		return ({ expected, observed }) => {
			const seen = timestampFormat(observed);
			if (seen === null) return observed === undefined ? 'is gone' : 'is no timestamp';
			const wanted = format ?? timestampFormat(expected) ?? seen;
			return seen === wanted ? true : `is written as ${seen} instead of ${wanted}`;
		};
	},
	describe: ({ format }) => (format === undefined ? 'a timestamp' : `a timestamp (${format})`),
});
