import { z } from 'zod';
import { mockFaultSchema } from './faults/fault.ts';
import { MockError } from './mock-error.ts';
import { mockRuleSchema } from './rules/rule.ts';

/** How alike a client message and a recorded one must be, strictest first. */
export const STRICTNESS = ['exact', 'json-equal', 'same-meaning', 'kind-and-order', 'order'] as const;
export type Strictness = (typeof STRICTNESS)[number];

const milliseconds = z.number().min(0).max(86_400_000);
/** RFC 6455 7.4: codes that may stand in a close frame. */
const closeCode = z
	.number()
	.int()
	.refine(
		(code) => (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999),
		{
			message: 'is no close code that may be sent (1000-1014 without 1004-1006, or 3000-4999)',
		},
	);

const noMatchSchema = z.discriminatedUnion('action', [
	z.strictObject({ action: z.literal('silent') }),
	z.strictObject({ action: z.literal('error') }).describe('an error message in the protocol’s own shape'),
	z.strictObject({
		action: z.literal('close'),
		code: closeCode.default(1008),
		reason: z.string().max(123).default(''),
	}),
	z
		.strictObject({
			action: z.literal('passthrough'),
			url: z.string().regex(/^wss?:\/\/\S+$/, 'must be a ws:// or wss:// address'),
		})
		.describe('this message, and what answers it, go to a real service'),
]);

const latencySchema = z.discriminatedUnion('mode', [
	z.strictObject({ mode: z.literal('recorded') }),
	z.strictObject({ mode: z.literal('none') }),
	z.strictObject({ mode: z.literal('fixed'), ms: milliseconds }),
	z.strictObject({ mode: z.literal('times'), factor: z.number().min(0).max(1000) }),
]);

export const mockOptionsSchema = z.strictObject({
	/**
	 * `same-meaning` (default): JSON that is equal but for fields that change between runs, that the answer takes from the
	 * message, or that are ignored.
	 */
	strictness: z.enum(STRICTNESS).default('same-meaning'),
	/** A recorded message that was used already answers again, in the recorded order. */
	repeat: z.boolean().default(true),
	/** Client fields that do not count for matching: `$.a.b`, `$.items[*].id`, `$..name`. */
	ignore: z.array(z.string().regex(/^\$/, 'must be a path such as $.timestamp')).default([]),
	noMatch: noMatchSchema.default({ action: 'error' }),
	/** Server messages that nothing asked for: at their recorded times, all when the client connects, or never. */
	pushes: z.enum(['recorded', 'on-connect', 'off']).default('recorded'),
	/** Of the pushes: 2 is twice as fast as recorded. */
	speed: z.number().positive().max(10_000).default(1),
	/** Time from a client message to its answers. */
	latency: latencySchema.default({ mode: 'recorded' }),
	/** When everything recorded was played: close the connection as recorded, keep it open, or start over. */
	end: z.enum(['as-recorded', 'keep-open', 'loop']).default('as-recorded'),
	/** Points in time in server messages: as recorded, or as much later as the mock runs after the recording. */
	timestamps: z.enum(['recorded', 'now']).default('recorded'),
	/** What the mock does beyond the recording. */
	rules: z.array(mockRuleSchema).default([]),
	/** What goes wrong on purpose. */
	faults: z.array(mockFaultSchema).default([]),
	/** Of the faults' and templates' randomness: the same seed gives the same run. */
	seed: z.number().int().default(1),
});

export type MockOptions = z.output<typeof mockOptionsSchema>;
/** Options as people write them: what is left out has its default. */
export type MockOptionsInput = z.input<typeof mockOptionsSchema>;

/** @throws MockError `BAD_OPTIONS` that names the field. */
export function parseMockOptions(input: unknown): MockOptions {
	const parsed = mockOptionsSchema.safeParse(input ?? {});
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where =
		issue === undefined || issue.path.length === 0 ? 'The mock options' : `Mock option "${issue.path.join('.')}"`;
	throw new MockError('BAD_OPTIONS', `${where}: ${issue?.message ?? 'not understood'}.`, { cause: parsed.error });
}
