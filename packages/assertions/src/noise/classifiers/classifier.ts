import type { JsonValue } from '@refrain/traffic';
import type { FieldCheckName } from '../../checks/index.ts';

export interface ValuePair {
	expected: JsonValue;
	observed: JsonValue;
}

/** Everything seen of one field (general path) in one kind of message. */
export interface FieldValues {
	/** Last key of the path, '' for the payload itself. */
	name: string;
	/** Every matched pair, equal ones too where they are known. */
	pairs: readonly ValuePair[];
	differing: readonly ValuePair[];
	/** The values of both sides. */
	values: readonly JsonValue[];
	/** Per connection, in order of time. */
	series: readonly (readonly ValuePair[])[];
	/** True when the client sent this recorded value after the server had. */
	sentLater(value: JsonValue): boolean;
}

export interface Proposal {
	check: FieldCheckName;
	options: JsonValue;
	/** For the button: 'Match as timestamp'. */
	label: string;
	evidence: string;
	certain: boolean;
}

/** Recognises one sort of value that varies from run to run, and says how it can still be checked. No guess, no proposal. */
export interface Classifier {
	readonly name: string;
	propose(field: FieldValues): Proposal | null;
}

/** 'All 236 values are ISO dates.', or '3 of 3 values are ...' where they are few. */
export function allValues(values: readonly JsonValue[], what: string): string {
	return values.length >= 10
		? `All ${values.length} values ${what}.`
		: `${values.length} of ${values.length} values ${what}.`;
}

export function isText(value: JsonValue): value is string {
	return typeof value === 'string';
}
