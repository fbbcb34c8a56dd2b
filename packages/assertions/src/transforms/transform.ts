import type { JsonValue } from '@refrain/traffic';
import type { z } from 'zod';

/** What a transform may know. Everything comes from outside, so that the same context gives the same value. */
export interface TransformContext {
	/** When the value is sent now, and when it was in the recording. */
	nowUs: number;
	recordedAtUs: number;
	/** Variables of the run: --var NAME=value, secrets. */
	variables: Readonly<Record<string, string>>;
	/** Numbers in [0, 1), the same for the same recorded value and seed. */
	random(): number;
	/** Signs for a JWT. @throws Error when the key does not fit the algorithm */
	sign(algorithm: JwtAlgorithm, key: string, data: Uint8Array): Uint8Array;
}

export const JWT_ALGORITHMS = ['HS256', 'HS384', 'HS512', 'RS256', 'ES256'] as const;
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

/** One way to make what the client sends differ from what it sent in the recording. */
export interface Transform<Name extends string = string, Options extends z.ZodObject = z.ZodObject> {
	readonly name: Name;
	/** For menus: 'Shift to now'. */
	readonly label: string;
	/** One sentence for help texts. */
	readonly summary: string;
	readonly options: Options;
	/** The value to send. What the transform cannot read is sent as recorded. */
	apply(recorded: JsonValue, options: z.output<Options>, context: TransformContext): JsonValue;
	/** Names of the variables that the options refer to. */
	variables(options: z.output<Options>): string[];
}

/** Keeps the name and the option types of a transform for the registry. */
export function defineTransform<const Name extends string, Options extends z.ZodObject>(
	transform: Transform<Name, Options>,
): Transform<Name, Options> {
	return transform;
}
