import { describe, expect, it } from 'vitest';
import { client, conversation, type Line, replayOf, server, snapshotOf } from '../../test/conversation.ts';
import { evaluate } from '../evaluate.ts';
import { type TestConfigInput, testConfigSchema } from '../test-config.ts';

const ticks = (count: number): Line[] => [
	client({ type: 'go' }),
	...Array.from({ length: count }, (_, n) => server({ type: 'tick', n })),
];

/** What one rule says about a replay with so many ticks on each of two connections, of which 5 and 5 were recorded. */
function judge(observed: readonly [number, number], rule: object, outcome = {}) {
	const snapshot = snapshotOf(conversation(ticks(5), { id: 'a' }), conversation(ticks(5), { id: 'b' }));
	const replay = replayOf(
		snapshot,
		observed.map((count) => conversation(ticks(count))),
		outcome,
	);
	const counts = [{ id: 'count', ...rule }] as TestConfigInput['counts'];
	const { summary } = evaluate(snapshot, replay, testConfigSchema.parse({ version: 1, counts, unexpected: 'report' }));
	return { goal: summary.goals[0], result: summary.result };
}

describe('rules about the number of messages', () => {
	it('want as many as recorded by default, on each connection', () => {
		expect(judge([5, 5], {}).goal).toMatchObject({
			met: true,
			sentence: 'number of server messages per connection: all 2 are as expected',
		});
		expect(judge([5, 3], {})).toMatchObject({
			goal: { met: false, sentence: '3 server messages on /ws, expected 5 (2 fewer)' },
			result: 'failed',
		});
		expect(judge([6, 3], { kind: 'tick' }).goal?.sentence).toBe(
			'6 tick messages on /ws, expected 5 (1 more), and on 1 more connection',
		);
	});

	it('fail a replay in which every expected message matches', () => {
		expect(judge([6, 5], {}).result).toBe('failed');
		expect(judge([6, 5], { enabled: false }).result).toBe('passed');
	});

	it('allow some more or fewer', () => {
		expect(judge([6, 4], { expect: { as: 'recorded', plusMinus: 1 } }).goal?.met).toBe(true);
		expect(judge([7, 5], { expect: { as: 'recorded', percent: 40 } }).goal?.met).toBe(true);
		expect(judge([8, 5], { expect: { as: 'recorded', percent: 40 } }).goal?.sentence).toBe(
			'8 server messages on /ws, expected 5 ± 40 % (3 more)',
		);
	});

	it('want a number, or a range', () => {
		expect(judge([5, 4], { expect: { as: 'exactly', count: 5 } }).goal?.sentence).toBe(
			'4 server messages on /ws, expected 5',
		);
		expect(judge([5, 9], { expect: { as: 'between', min: 4, max: 8 } }).goal?.sentence).toBe(
			'9 server messages on /ws, expected 4 to 8',
		);
		expect(judge([5, 3], { expect: { as: 'between', min: 4 } }).goal?.sentence).toBe(
			'3 server messages on /ws, expected at least 4',
		);
	});

	it('count per session, or over all', () => {
		expect(judge([6, 4], { per: 'session' }).goal).toMatchObject({
			met: true,
			sentence: 'number of server messages per session: 10',
		});
		expect(judge([6, 5], { per: 'session' }).goal?.sentence).toBe('11 server messages of test, expected 10 (1 more)');
		expect(judge([6, 5], { per: 'replay', sender: 'client' }).goal).toMatchObject({ met: true });
	});

	it('say nothing of a replay that was stopped', () => {
		expect(judge([2, 0], {}, { replay: 'stopped' }).goal).toBeUndefined();
	});
});
