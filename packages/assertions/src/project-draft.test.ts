import { describe, expect, it } from 'vitest';
import { client, conversation, type Line, replayOf, server, snapshotOf } from '../test/conversation.ts';
import { FIELD_CHECKS } from './checks/index.ts';
import { compare } from './compare/compare.ts';
import { evaluate } from './evaluate.ts';
import type { FieldRuleInput } from './field-rule.ts';
import { projectDraft } from './project-draft.ts';
import { DEFAULT_TEST_CONFIG, type TestConfig, testConfigSchema } from './test-config.ts';

const answers = (rows: readonly object[]): Line[] =>
	rows.flatMap((row, n) => [client({ type: 'ask', n }), server({ type: 'answer', n, ...row })]);

const EXPECTED = [
	{ total: 10, at: '2026-11-24T20:00:00Z', items: [{ id: 'a', etag: 'e1' }] },
	{ total: 20, at: '2026-11-24T20:00:01Z', items: [{ id: 'b', etag: 'e2' }] },
	{ total: 30, at: '2026-11-24T20:00:02Z', items: [] },
	{ total: 40, at: '2026-11-24T20:00:03Z', items: [] },
];
const OBSERVED = [
	{ total: 10, at: '2026-11-25T20:00:00Z', items: [{ id: 'a', etag: 'e9' }] },
	{ total: 20.5, at: '2026-11-25T20:00:01Z', items: [{ id: 'b', etag: 'e2' }] },
	{ total: 30, at: '2026-11-24T20:00:02Z', items: [] },
	{ total: 40, at: 'tomorrow', items: [{ id: 'new', etag: 'e3' }] },
];
const snapshot = snapshotOf(conversation(answers(EXPECTED)));
const observed = replayOf(snapshot, [conversation(answers(OBSERVED))]);
const comparison = compare(snapshot, observed);

function draft(...fields: FieldRuleInput[]): TestConfig {
	return testConfigSchema.parse({ version: 1, fields });
}

describe('projectDraft', () => {
	it('counts what a rule would change', () => {
		const projection = projectDraft(
			comparison,
			DEFAULT_TEST_CONFIG,
			draft({ id: 'at', path: '$.at', check: 'timestamp' }),
		);
		// The handshake and answer 2 pass already; 0 and 1 differ elsewhere too; 3 has no timestamp.
		expect(projection).toMatchObject({
			recordedPassing: 2,
			recordedAsserted: 5,
			passing: 2,
			startToMatch: [],
			stopMatching: [],
			othersHidden: 2,
			stopChecking: 0,
		});
	});

	it('names the exchanges that start to match', () => {
		const projection = projectDraft(
			comparison,
			DEFAULT_TEST_CONFIG,
			draft({ id: 'at', path: '$.at', check: 'timestamp' }, { id: 'etag', path: '$..etag', check: 'ignore' }),
		);
		expect(projection.startToMatch).toEqual([1]);
		// Answer 1 and the new item of answer 3 are no exchange that passes and has an etag.
		expect(projection.stopChecking).toBe(0);
	});

	it('names what stops matching, and what stops being checked', () => {
		const loose = draft({ id: 'all', path: '$', check: 'ignore' });
		const tight = projectDraft(comparison, loose, DEFAULT_TEST_CONFIG);
		expect(tight.stopMatching).toEqual([1, 2, 4]);
		expect(projectDraft(comparison, DEFAULT_TEST_CONFIG, loose).stopChecking).toBe(1);
	});

	it('projects exactly what the evaluation with the draft says, for 300 random profiles', () => {
		let state = 42;
		const pick = <Item>(items: readonly Item[]): Item => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return items[Math.floor((state / 2 ** 32) * items.length)] as Item;
		};
		const options: Record<string, object> = {
			within: { by: 1 },
			pattern: { regex: '.*' },
			'one-of': { values: ['e9', 20.5] },
		};
		for (let round = 0; round < 300; round++) {
			const fields = Array.from({ length: pick([1, 2, 3]) }, (_, index) => {
				const check = pick(FIELD_CHECKS).name;
				const path = pick(['$.at', '$..etag', '$.items[*]', '$.items[0].etag', '$', '*t*', '$.total']);
				return {
					id: `${index}`,
					path,
					check,
					options: options[check] ?? {},
					scope: pick([{}, { kind: 'answer' }, { kind: 'x' }]),
				} as FieldRuleInput;
			});
			const config = draft(...fields);
			const { passing, asserted } = projectDraft(comparison, DEFAULT_TEST_CONFIG, config);
			expect(evaluate(snapshot, observed, config).summary).toMatchObject({ passing, asserted });
		}
	});
});
