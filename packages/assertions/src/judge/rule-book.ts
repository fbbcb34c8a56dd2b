import type { Sender } from '@refrain/traffic';
import type { CheckAnswer, CheckInput, FieldCheck } from '../checks/field-check.ts';
import { FIELD_CHECKS } from '../checks/index.ts';
import type { RawDifference } from '../compare/comparison.ts';
import type { FieldRule, RuleScope } from '../field-rule.ts';
import { type FieldPath, parseFieldPath, pathCovers, pathReaches } from '../paths/field-path.ts';
import type { TestConfig } from '../test-config.ts';

/** The message that a difference is in, as scopes see it. */
export interface ScopeFacts {
	sender: Sender;
	kind: string;
	channel: string | null;
}

export interface RuleDecision {
	ruleId: string;
	answer: CheckAnswer;
}

interface CompiledRule {
	rule: FieldRule;
	path: FieldPath;
	subtree: boolean;
	ask: (input: CheckInput) => CheckAnswer;
}

/** Stands for the rule in `Difference.ruleId` where the value is the one that the client sent instead of the recorded one. */
export const FOLLOWS = 'follows';

/** Stands for the rule in `Difference.ruleId` when the profile compares only some fields and this is none of them. */
export const NOT_COMPARED = 'only';

const CHECKS = new Map<string, FieldCheck>(FIELD_CHECKS.map((check) => [check.name, check as unknown as FieldCheck]));

/** The rules of a profile, ready to decide about differences. */
export class RuleBook {
	readonly #rules: readonly CompiledRule[];
	readonly #only: readonly { path: FieldPath; scope: RuleScope }[];
	/** Whether a rule names an index: only then the exact path decides. */
	readonly #exactPaths: boolean;
	readonly #covering = new Map<string, readonly CompiledRule[]>();

	constructor({ fields, only }: Pick<TestConfig, 'fields' | 'only'>) {
		this.#rules = fields.filter(({ enabled }) => enabled).map(compile);
		this.#only = only.map(({ path, scope }) => ({ path: parseFieldPath(path) as FieldPath, scope }));
		this.#exactPaths = fields.some(({ path }) => /\[\d/.test(path));
	}

	/** The first rule that covers the difference, and what it says; null when none does. */
	decide(facts: ScopeFacts, difference: RawDifference, input: () => CheckInput): RuleDecision | null {
		const rule = this.#rulesFor(facts, difference)[0];
		if (rule !== undefined) return { ruleId: rule.rule.id, answer: rule.ask(input()) };
		if (difference.follows) return { ruleId: FOLLOWS, answer: true };
		return this.#isCompared(facts, difference) ? null : { ruleId: NOT_COMPARED, answer: true };
	}

	#rulesFor(facts: ScopeFacts, { location, path, generalPath }: RawDifference): readonly CompiledRule[] {
		const key = `${facts.sender}\u0000${facts.kind}\u0000${facts.channel ?? ''}\u0000${this.#exactPaths ? path : generalPath}`;
		let rules = this.#covering.get(key);
		if (rules === undefined) {
			rules = this.#rules.filter(
				(one) => inScope(one.rule.scope, facts) && pathCovers(one.path, location, one.subtree),
			);
			this.#covering.set(key, rules);
		}
		return rules;
	}

	#isCompared(facts: ScopeFacts, { location }: RawDifference): boolean {
		if (this.#only.length === 0 || typeof location === 'string') return true;
		return this.#only.some(({ path, scope }) => inScope(scope, facts) && pathReaches(path, location));
	}
}

function compile(rule: FieldRule): CompiledRule {
	const check = CHECKS.get(rule.check) as FieldCheck;
	return {
		rule,
		path: parseFieldPath(rule.path) as FieldPath,
		subtree: check.covers === 'subtree',
		ask: check.prepare(rule.options),
	};
}

/** Whether a rule is about this message. */
export function inScope(scope: RuleScope, facts: ScopeFacts): boolean {
	if (scope.sender !== undefined && scope.sender !== facts.sender) return false;
	if (scope.kind !== undefined && scope.kind !== facts.kind) return false;
	return scope.channel === undefined || scope.channel === facts.channel;
}
