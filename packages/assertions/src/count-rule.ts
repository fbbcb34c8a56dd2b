import { z } from 'zod';

/** How many messages there must be. */
const countExpectationSchema = z.discriminatedUnion('as', [
	z.strictObject({
		as: z.literal('recorded'),
		plusMinus: z.number().nonnegative().default(0).describe('so many more or fewer are fine'),
		percent: z.number().nonnegative().default(0).describe('so many per cent more or fewer are fine'),
	}),
	z.strictObject({ as: z.literal('exactly'), count: z.number().int().nonnegative() }),
	z.strictObject({
		as: z.literal('between'),
		min: z.number().int().nonnegative().default(0),
		max: z.number().int().nonnegative().nullable().default(null),
	}),
]);

/** One rule about the number of messages of a replay. */
export const countRuleSchema = z.strictObject({
	id: z.string().min(1),
	sender: z.enum(['client', 'server']).default('server'),
	kind: z.string().min(1).optional().describe('only messages of this kind'),
	/** What is counted apart. */
	per: z.enum(['connection', 'session', 'replay']).default('connection'),
	expect: countExpectationSchema.prefault({ as: 'recorded' }),
	enabled: z.boolean().default(true),
	why: z.string().default(''),
});
export type CountRule = z.output<typeof countRuleSchema>;
