import type { JsonValue } from '@refrain/traffic';
import type { z } from 'zod';
import type { Difference } from '../report.ts';

/** What a check is asked about: one place where the observed message differs from the expected one. */
export interface CheckInput {
	expected: JsonValue | undefined;
	observed: JsonValue | undefined;
	type: Difference['type'];
	/** The value at the same path of the previous observed message of this kind on this connection; undefined for the first. */
	previous(): JsonValue | undefined;
	/** What the live server gave where the recording had `value` first; undefined when this is the first place. */
	counterpartOf(value: JsonValue): JsonValue | undefined;
}

/** A difference may pass (true) or it stays one, with the reason as half a sentence: 'is no timestamp'. */
export type CheckAnswer = true | string;

/**
 * One way to compare a field. A value that equals the recorded one always passes: a check is only asked where there is a difference.
 */
export interface FieldCheck<Name extends string = string, Options extends z.ZodObject = z.ZodObject> {
	readonly name: Name;
	/** For buttons and lists: 'Same type'. */
	readonly label: string;
	/** One sentence for help texts. */
	readonly summary: string;
	readonly options: Options;
	/** 'subtree': it also decides about everything below the path; 'node': only about the value at the path. */
	readonly covers: 'node' | 'subtree';
	prepare(options: z.output<Options>): (input: CheckInput) => CheckAnswer;
	/** The rule in words, options included: 'at most 0.01 apart'. */
	describe(options: z.output<Options>): string;
}

/** Keeps the name and the option types of a check for the registry. */
export function defineCheck<const Name extends string, Options extends z.ZodObject>(
	check: FieldCheck<Name, Options>,
): FieldCheck<Name, Options> {
	return check;
}
