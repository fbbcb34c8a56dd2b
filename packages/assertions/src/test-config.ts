import { z } from 'zod';
import { countRuleSchema } from './count-rule.ts';
import { fieldRuleSchema, ruleScopeSchema } from './field-rule.ts';
import { isFieldPath } from './paths/field-path.ts';
import { transformRuleSchema } from './transform-rule.ts';

export const GOAL_METRICS = [
	'accuracy',
	'mismatch',
	'missing',
	'unexpected',
	'late',
	'messages-per-second',
	'latency.p50',
	'latency.p75',
	'latency.p90',
	'latency.p95',
	'latency.p99',
	'latency.max',
] as const;
export type GoalMetric = (typeof GOAL_METRICS)[number];

/** A number the replay must reach. Accuracy in per cent, latency in milliseconds, verdicts counted in messages. */
export const goalSchema = z.strictObject({
	metric: z.enum(GOAL_METRICS),
	op: z.enum(['<', '<=', '>', '>=', '==', '!=']),
	value: z.number(),
	/** Latency only: `value` is the change against the recording in per cent. */
	relative: z
		.boolean()
		.default(false)
		.describe('value is the change against the recording, in per cent (latency only)'),
	kind: z.string().optional().describe('only exchanges with this label'),
});
export type Goal = z.output<typeof goalSchema>;

/**
 * An assertion profile: how a replay is judged. `parseTestConfig` gives errors that name the field;
 * the JSON schema of the same is `testConfigJsonSchema`.
 */
export const testConfigSchema = z.strictObject({
	version: z.literal(1),
	name: z.string().min(1).default('default'),
	/** Comparison of fields; the first rule that covers a difference decides. */
	fields: z.array(fieldRuleSchema).default([]),
	/** When not empty, differences elsewhere do not count. */
	only: z
		.array(
			z.strictObject({
				path: z.string().min(1).refine(isFieldPath, 'is no field path'),
				scope: ruleScopeSchema.default({}),
			}),
		)
		.default([])
		.describe('compare only these fields'),
	/** Numbers of messages. */
	counts: z.array(countRuleSchema).default([]),
	/** 'fail': a server message that the recording does not have is a failed exchange; 'report': it is only listed. */
	unexpected: z.enum(['fail', 'report']).default('fail'),
	/**
	 * Order of messages on one channel. 'per-kind': messages of one kind in order, kinds may interleave differently;
	 * 'strict': all in order; 'any': as they come.
	 */
	order: z.enum(['per-kind', 'strict', 'any']).default('per-kind'),
	goals: z.array(goalSchema).default([]),
	/** What the client sends differently from the recording. */
	transforms: z.array(transformRuleSchema).default([]),
	/** Values that the service makes and the client sends back: replay sends what the live service gave. */
	correlations: z
		.strictObject({
			auto: z.boolean().default(true),
			off: z.array(z.string()).default([]).describe('ids of found correlations that are wrong guesses'),
		})
		.prefault({}),
	timeouts: z
		.strictObject({
			/** How long a replay waits for an expected server message before it goes on. */
			answerMs: z.number().int().positive().default(5_000),
			handshakeMs: z.number().int().positive().default(10_000),
			/** An answer that takes longer than this is `late`; null: never. */
			lateMs: z.number().positive().nullable().default(null),
		})
		.prefault({}),
});

export type TestConfig = z.output<typeof testConfigSchema>;
export type TestConfigInput = z.input<typeof testConfigSchema>;

/** The profile that a replay runs with when none is given: everything must be equal. */
export const DEFAULT_TEST_CONFIG: TestConfig = testConfigSchema.parse({ version: 1 });
