import { describe, expect, it } from 'vitest';
import { type Goal, goalSchema, testConfigSchema } from '../test-config.ts';
import { type GoalFacts, judgeGoals } from './goals.ts';

const FACTS: GoalFacts = {
	passing: 9,
	asserted: 10,
	verdicts: { match: 8, ignored: 1, mismatch: 1, missing: 2, late: 0, unexpected: 3 },
	latency: [
		{ kind: '*', n: 2, recorded: { p95: 40_000 }, observed: { p95: 84_000 } },
		{ kind: 'ask', n: 1, recorded: {}, observed: { p95: 10_000 } },
	],
	messagesObserved: 100,
	durationUs: 2_000_000,
};

function judge(goal: Partial<Goal>) {
	const goals = [goalSchema.parse(goal)];
	const [result] = judgeGoals(testConfigSchema.parse({ version: 1, goals }), FACTS);
	return result;
}

describe('judgeGoals', () => {
	it.each([
		[{ metric: 'accuracy', op: '>=', value: 90 }, true],
		[{ metric: 'accuracy', op: '>', value: 90 }, false],
		[{ metric: 'missing', op: '<=', value: 2 }, true],
		[{ metric: 'unexpected', op: '==', value: 0 }, false],
		[{ metric: 'late', op: '!=', value: 1 }, true],
		[{ metric: 'messages-per-second', op: '>=', value: 50 }, true],
		[{ metric: 'latency.p95', op: '<', value: 84 }, false],
		[{ metric: 'latency.p95', op: '<', value: 20, kind: 'ask' }, true],
		[{ metric: 'latency.p95', op: '<=', value: 110, relative: true }, true],
	] as const)('%j is met: %s', (goal, met) => expect(judge(goal)?.met).toBe(met));

	it('says what was found and what was wanted', () => {
		expect(judge({ metric: 'latency.p95', op: '<=', value: 75 })?.sentence).toBe(
			'latency.p95 is 84 ms (goal <= 75 ms)',
		);
		expect(judge({ metric: 'latency.p95', op: '<=', value: 10, relative: true })?.sentence).toBe(
			'latency.p95 is 110 % above the recording (goal <= 10 % above the recording)',
		);
	});

	it('does not meet a goal about something that was not measured', () => {
		expect(judge({ metric: 'latency.p50', op: '<', value: 1, kind: 'nobody' })).toMatchObject({
			met: false,
			sentence: 'latency.p50 nothing was measured (goal < 1 ms)',
		});
	});

	it('tells goals about answers from those about time and volume', () => {
		expect(
			[judge({ metric: 'accuracy', op: '>', value: 1 }), judge({ metric: 'latency.max', op: '<', value: 1 })].map(
				(one) => one?.aboutAnswers,
			),
		).toEqual([true, false]);
	});
});
