import { fieldRuleSchema, type Suggestion } from '@refrain/assertions';
import { expect, test } from 'vitest';
import {
	anyDepthPath,
	describeScope,
	draftRule,
	freeRuleId,
	isSameTarget,
	lastName,
	spokenPath,
	suggestedRule,
} from './draft.ts';

const target = { generalPath: '$.payload.items[*].at', kind: 'next', sender: 'server' as const };

test.each([
	['$.payload.order.updatedAt', '$..updatedAt', 'updatedAt', 'payload.order.updatedAt'],
	['$.items[*].at', '$..at', 'at', 'items[*].at'],
	['$.items[*]', '$..items', 'items', 'items[*]'],
	['$["a b"]', '$..["a b"]', 'a b', '["a b"]'],
	['$', '$', '$', '$'],
	['close.code', 'close.code', 'code', 'close.code'],
])('%s: anywhere %s, name %s, said %s', (path, anywhere, name, said) => {
	expect([anyDepthPath(path), lastName(path), spokenPath(path)]).toEqual([anywhere, name, said]);
});

test.each([
	['kind', '$.payload.items[*].at', { sender: 'server', kind: 'next' }],
	['path', '$.payload.items[*].at', {}],
	['name', '$..at', {}],
] as const)('scope %s makes a rule the profile accepts', (scope, path, parsedScope) => {
	const rule = fieldRuleSchema.parse(draftRule('r1', target, { scope, check: 'ignore' }));
	expect(rule).toMatchObject({ id: 'r1', path, scope: parsedScope, check: 'ignore', enabled: true });
});

test('a suggestion becomes a rule of its own kind with its options', () => {
	const suggestion: Suggestion = {
		path: '$.total',
		kind: 'next',
		sender: 'server',
		check: 'within',
		options: { by: 0.01 },
		label: 'Match within 0.01',
		evidence: 'at most 0.01 apart',
		certain: false,
	};
	const rule = suggestedRule('r2', suggestion);
	expect(fieldRuleSchema.parse(rule)).toMatchObject({
		check: 'within',
		options: { by: 0.01 },
		scope: { kind: 'next', sender: 'server' },
		source: 'suggested',
		why: 'at most 0.01 apart',
	});
});

test('ids are never given twice', () => {
	expect(freeRuleId([])).toBe('r1');
	expect(freeRuleId(['r1', 'r3'])).toBe('r4');
	expect(freeRuleId(['r2'])).toBe('r3');
});

test('scopes in words', () => {
	expect(describeScope({})).toBe('every message');
	expect(describeScope({ sender: 'server', kind: 'next', channel: 'a' })).toBe('next on a from the server');
});

test('a rule replaces another one of the same field and messages', () => {
	const make = (scope: 'kind' | 'path', check: string) => draftRule('r', target, { scope, check });
	expect(isSameTarget(make('kind', 'ignore'), make('kind', 'timestamp'))).toBe(true);
	expect(isSameTarget(make('kind', 'ignore'), make('path', 'ignore'))).toBe(false);
});
