import { z } from 'zod';
import { FIELD_CHECKS, type FieldCheckName } from './checks/index.ts';
import { isFieldPath } from './paths/field-path.ts';

/** Which messages a rule is about; what is absent does not restrict. */
export const ruleScopeSchema = z.strictObject({
	sender: z.enum(['client', 'server']).optional(),
	kind: z.string().min(1).optional().describe('exactly this kind of message'),
	channel: z.string().min(1).optional(),
});
export type RuleScope = z.output<typeof ruleScopeSchema>;

const base = {
	id: z.string().min(1),
	path: z
		.string()
		.min(1)
		.refine(isFieldPath, 'is no field path: write $.a.b, $.items[*].id, $..name, *text* or close.code')
		.describe(
			'$.a.b, $.items[*].id, $..name; *text* is any path that contains the text; close.code, handshake.header.x',
		),
	scope: ruleScopeSchema.default({}),
	enabled: z.boolean().default(true),
	why: z.string().default('').describe('shown wherever the rule made a difference pass'),
	source: z.enum(['user', 'suggested', 'imported']).default('user'),
};

type CheckNamed<Name extends FieldCheckName> = Extract<(typeof FIELD_CHECKS)[number], { name: Name }>;
type RuleBase = z.output<z.ZodObject<typeof base>>;

/** One rule about a field of messages. Of several rules that cover a difference the first one in the list decides. */
export type FieldRule = {
	[Name in FieldCheckName]: RuleBase & { check: Name; options: z.output<CheckNamed<Name>['options']> };
}[FieldCheckName];

type RuleInputBase = z.input<z.ZodObject<typeof base>>;
/** A rule as people write it: defaults may be left out. */
export type FieldRuleInput = {
	[Name in FieldCheckName]: RuleInputBase & { check: Name; options?: z.input<CheckNamed<Name>['options']> };
}[FieldCheckName];

const variants = FIELD_CHECKS.map((check) => {
	// A check without a mandatory option may leave `options` out.
	const optional = check.options.safeParse({}).success;
	const options = optional ? (check.options as z.ZodObject).prefault({}) : check.options;
	return z.strictObject({ ...base, check: z.literal(check.name), options });
});

export const fieldRuleSchema = z.discriminatedUnion(
	'check',
	variants as unknown as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<FieldRule, FieldRuleInput>;
