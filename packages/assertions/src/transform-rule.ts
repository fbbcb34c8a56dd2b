import { z } from 'zod';
import { isFieldPath } from './paths/field-path.ts';
import { TRANSFORMS, type TransformName } from './transforms/index.ts';

/** Where a transform works: fields of messages, or a part of handshakes and requests. */
export const transformPlaceSchema = z.discriminatedUnion('in', [
	z.strictObject({
		in: z.literal('message'),
		path: z.string().startsWith('$').refine(isFieldPath, 'is no field path'),
		kind: z.string().min(1).optional().describe('only this kind of message'),
	}),
	z.strictObject({
		in: z.enum(['header', 'cookie', 'query']),
		name: z.string().min(1),
	}),
	z.strictObject({ in: z.enum(['subprotocol', 'target']) }),
	z.strictObject({ in: z.literal('body'), path: z.string().startsWith('$').refine(isFieldPath, 'is no field path') }),
]);
export type TransformPlace = z.output<typeof transformPlaceSchema>;

const base = {
	id: z.string().min(1),
	at: transformPlaceSchema,
	enabled: z.boolean().default(true),
	why: z.string().default(''),
};

type TransformNamed<Name extends TransformName> = Extract<(typeof TRANSFORMS)[number], { name: Name }>;
type RuleBase = z.output<z.ZodObject<typeof base>>;
type RuleInputBase = z.input<z.ZodObject<typeof base>>;

/** One rule about what the client sends. All rules that cover a value apply, in order. */
export type TransformRule = {
	[Name in TransformName]: RuleBase & { transform: Name; options: z.output<TransformNamed<Name>['options']> };
}[TransformName];
export type TransformRuleInput = {
	[Name in TransformName]: RuleInputBase & { transform: Name; options?: z.input<TransformNamed<Name>['options']> };
}[TransformName];

const variants = TRANSFORMS.map((transform) => {
	const optional = transform.options.safeParse({}).success;
	const options = optional ? (transform.options as z.ZodObject).prefault({}) : transform.options;
	return z.strictObject({ ...base, transform: z.literal(transform.name), options });
});

export const transformRuleSchema = z.discriminatedUnion(
	'transform',
	variants as unknown as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<TransformRule, TransformRuleInput>;
