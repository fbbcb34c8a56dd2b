import type { SessionKey } from '../model.ts';
import { SESSION_RULES } from './index.ts';
import type { SessionFacts, SessionRule } from './session-rule.ts';

/** All kinds with their usual names, surest first. */
export const DEFAULT_SESSION_RULES: readonly SessionRule[] = SESSION_RULES.map(({ name }) => ({ kind: name }));

/**
 * Which actor a connection belongs to: the first rule that finds something decides. The client's address always finds
 * something, so it stands in where the rules given find nothing.
 */
export function findSession(facts: SessionFacts, rules: readonly SessionRule[] = DEFAULT_SESSION_RULES): SessionKey {
	for (const { kind, names } of [...rules, { kind: 'client-address', names: undefined }]) {
		const rule = SESSION_RULES.find(({ name }) => name === kind);
		const found = rule?.find(facts, names ?? rule.defaultNames);
		if (rule !== undefined && found) return { ...found, rule: rule.name };
	}
	return { key: 'client-address:unknown client', label: 'unknown client', rule: 'client-address' };
}
