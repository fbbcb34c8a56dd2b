import {
	type FieldPath,
	type PathSegment,
	parseFieldPath,
	pathCovers,
	TRANSFORMS,
	type Transform,
	type TransformContext,
	type TransformRule,
} from '@refrain/assertions';
import { type DecodedMessage, isJsonNumber, type JsonValue } from '@refrain/traffic';
import { type RequestParts, rewritePart } from './rewrite-request.ts';
import { seededRandom } from './seeded-random.ts';

/** What transforms need of the outside. */
export interface TransformRun extends Pick<TransformContext, 'variables' | 'sign'> {
	seed: string;
}

export interface SendingTimes {
	nowUs: number;
	recordedAtUs: number;
}

interface Prepared {
	rule: TransformRule;
	path: FieldPath | null;
	apply(recorded: JsonValue, times: SendingTimes): JsonValue;
}

/** Applies the transforms of a profile to what the client sends. */
export class Transformer {
	readonly #rules: readonly Prepared[];

	constructor(rules: readonly TransformRule[], run: TransformRun) {
		this.#rules = rules.filter(({ enabled }) => enabled).map((rule) => prepare(rule, run));
	}

	/** The value of a message as it is to be sent; the very same when nothing changes. */
	message({ value, kind }: Pick<DecodedMessage, 'value' | 'kind'>, times: SendingTimes): JsonValue {
		return this.#rules.reduce((changed, one) => {
			const { at } = one.rule;
			if (at.in !== 'message' || one.path === null || (at.kind !== undefined && at.kind !== kind)) return changed;
			return changeCovered(changed, one.path, (recorded) => one.apply(recorded, times));
		}, value);
	}

	body(value: JsonValue, times: SendingTimes): JsonValue {
		return this.#rules.reduce((changed, one) => {
			if (one.rule.at.in !== 'body' || one.path === null) return changed;
			return changeCovered(changed, one.path, (recorded) => one.apply(recorded, times));
		}, value);
	}

	request(request: RequestParts, times: SendingTimes): RequestParts {
		return this.#rules.reduce((changed, { rule: { at }, apply }) => {
			if (at.in === 'message' || at.in === 'body') return changed;
			const place =
				'name' in at ? { part: at.in, name: at.in === 'header' ? at.name.toLowerCase() : at.name } : { part: at.in };
			return rewritePart(changed, place, (text) => String(apply(text, times)));
		}, request);
	}
}

function prepare(rule: TransformRule, { variables, sign, seed }: TransformRun): Prepared {
	const transform = TRANSFORMS.find(({ name }) => name === rule.transform) as unknown as Transform;
	return {
		rule,
		path: 'path' in rule.at ? parseFieldPath(rule.at.path) : null,
		apply: (recorded, times) => {
			// The same recorded value becomes the same one wherever it is sent.
			const random = seededRandom(`${seed}\u0000${rule.id}\u0000${JSON.stringify(recorded)}`);
			return transform.apply(recorded, rule.options, { ...times, variables, sign, random });
		},
	};
}

function changeCovered(
	value: JsonValue,
	path: FieldPath,
	change: (recorded: JsonValue) => JsonValue,
	location: readonly PathSegment[] = [],
): JsonValue {
	if (pathCovers(path, location, false)) return change(value);
	if (typeof value !== 'object' || value === null || isJsonNumber(value)) return value;
	let changed = false;
	const below = (member: JsonValue, segment: PathSegment): JsonValue => {
		const next = changeCovered(member, path, change, [...location, segment]);
		changed ||= next !== member;
		return next;
	};
	const result = Array.isArray(value)
		? value.map(below)
		: Object.fromEntries(Object.entries(value).map(([key, member]) => [key, below(member as JsonValue, key)]));
	return changed ? result : value;
}
