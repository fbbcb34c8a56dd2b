import { expect, it } from 'vitest';
import { client, conversation, type Line, replayOf, server, snapshotOf } from '../../test/conversation.ts';
import { evaluate } from '../evaluate.ts';
import { DEFAULT_TEST_CONFIG, testConfigSchema } from '../test-config.ts';

const run = (id: string, more: object = {}): Line[] => [
	client({ type: 'ask', id }),
	server({ type: 'answer', id, link: `/orders/${id}/lines`, ...more }),
];
const snapshot = snapshotOf(conversation(run('o-123456', { other: 'o-123456' })));
const judge = (observed: readonly Line[], config = DEFAULT_TEST_CONFIG) =>
	evaluate(snapshot, replayOf(snapshot, [conversation(observed)]), config);

it('lets an answer have the value that the client sent in this run, alone and inside of a text', () => {
	const { exchanges } = judge(run('o-999999', { other: 'o-999999' }));
	expect(exchanges[1]).toMatchObject({ verdict: 'match', passed: true });
	expect(exchanges[1]?.messages[0]?.differences.map(({ path, ruleId }) => [path, ruleId])).toEqual([
		['$.id', 'follows'],
		['$.link', 'follows'],
		['$.other', 'follows'],
	]);
});

it('does not let it have the recorded value, or any other', () => {
	// The recorded value is no difference at all: the service answered with what nobody sent.
	expect(judge(run('o-999999', { other: 'o-777777' })).summary.causes.map(({ sentence }) => sentence)).toEqual([
		'other changed',
	]);
});

it('yields to a rule that wants the recorded value', () => {
	const config = testConfigSchema.parse({ version: 1, fields: [{ id: 'x', path: '$.other', check: 'exact' }] });
	expect(judge(run('o-999999', { other: 'o-999999' }), config).summary.causes.map(({ sentence }) => sentence)).toEqual([
		'other changed',
	]);
});
