import type { JsonValue } from '@refrain/traffic';
import { z } from 'zod';

const json: z.ZodType<JsonValue> = z.json() as z.ZodType<JsonValue>;
const milliseconds = z.number().min(0).max(86_400_000);

/** Which client messages a rule is about; what is left out does not restrict. */
const patternSchema = z.strictObject({
	/** As the console shows it. */
	kind: z.string().min(1).optional(),
	/** A regular expression over the text of the message. */
	text: z.string().refine(isPattern, 'is no regular expression').optional(),
	/** Fields that the message must have, by path: a value, or `{ "matches": "<regular expression>" }`. */
	fields: z
		.record(
			z.string().regex(/^\$/, 'must be a path such as $.user.id'),
			z.union([z.strictObject({ matches: z.string().refine(isPattern, 'is no regular expression') }), json]),
		)
		.optional(),
});

const whenSchema = z.union([
	z.strictObject({ message: patternSchema }),
	z.strictObject({ connect: z.literal(true) }),
	z.strictObject({ everyMs: milliseconds.min(1) }),
]);

/** Texts in `send` and `set` may hold templates, see `fillTemplate`. */
const actionSchema = z.union([
	z.strictObject({
		send: json,
		to: z.enum(['sender', 'all', 'others']).default('sender'),
		delayMs: milliseconds.default(0),
	}),
	z.strictObject({ close: z.number().int().min(1000).max(4999), reason: z.string().max(123).default('') }),
	/** Adds one to a counter of this name. */
	z.strictObject({ count: z.string().min(1) }),
	/** Keeps a value under a name, for this connection. */
	z.strictObject({ set: z.record(z.string(), json) }),
]);

export const mockRuleSchema = z.strictObject({
	name: z.string().min(1).default('rule'),
	/** Only connections on this path. */
	path: z.string().startsWith('/').optional(),
	when: whenSchema,
	do: z.array(actionSchema).min(1),
	/** How often it acts on one connection; after that the recording is asked. */
	times: z.number().int().min(1).optional(),
	enabled: z.boolean().default(true),
});

/** Something that the mock does beyond the recording: when this happens, do that. Rules go before recorded answers. */
export type MockRule = z.output<typeof mockRuleSchema>;
export type MockRuleInput = z.input<typeof mockRuleSchema>;
export type MessagePattern = z.output<typeof patternSchema>;
export type RuleAction = z.output<typeof actionSchema>;

function isPattern(source: string): boolean {
	try {
		new RegExp(source, 'u');
		return true;
	} catch {
		return false;
	}
}
