import { fieldRuleSchema } from '@refrain/assertions';
import { expect, test } from 'vitest';
import { ruleTexts } from './rule-texts.ts';

test('each rule in words, by its id', () => {
	const rules = [
		{ id: 'a', path: '$.at', check: 'timestamp' as const },
		{ id: 'b', path: '$.total', check: 'within' as const, options: { by: 0.01 } },
	].map((rule) => fieldRuleSchema.parse(rule));
	expect(ruleTexts(rules)).toEqual({ a: 'a timestamp', b: expect.stringContaining('0.01') });
});
