import { describe, expect, it } from 'vitest';
import { Play } from '../../test/play.ts';
import { connection } from '../../test/transcript.ts';
import type { MockRuleInput } from './rule.ts';

const recorded = connection([
	['client', 1, { type: 'ask', n: 1 }],
	['server', 2, { type: 'recorded answer' }],
]);
const play = (...rules: MockRuleInput[]) => new Play([recorded], { rules, noMatch: { action: 'silent' } });

describe('rules', () => {
	it('answer a message that looks so, before the recording is asked', () => {
		const rule: MockRuleInput = {
			name: 'pi',
			when: { message: { kind: 'ask', fields: { '$.n': 1 } } },
			do: [{ send: { type: 'answer', n: '{{message.n}}' } }, { send: 'and text', delayMs: 50 }],
		};
		const played = play(rule).say({ type: 'ask', n: 1 }).advance(1000);
		expect(played.sent).toEqual([{ type: 'answer', n: 1 }, 'and text']);
		expect(played.times).toEqual([0, 50]);
		expect(played.decisions).toEqual(['MATCH rule "pi"']);
	});

	it.each([
		[{ text: '^\\{"type":"a' }, true],
		[{ text: '^nothing' }, false],
		[{ kind: 'other' }, false],
		[{ fields: { '$.n': { matches: '^[0-9]$' }, '$.type': 'ask' } }, true],
		[{ fields: { '$.n': 2 } }, false],
		[{ fields: { '$.missing': null } }, false],
		[{}, true],
	])('take messages by %j: %j', (message, taken) => {
		const played = play({ when: { message }, do: [{ send: 'mine' }] })
			.say({ type: 'ask', n: 1 })
			.advance(100);
		expect(played.sent).toEqual([taken ? 'mine' : { type: 'recorded answer' }]);
	});

	it('act on connecting and on time, as often as they may', () => {
		const played = play(
			{ when: { connect: true }, do: [{ send: 'welcome {{connection}}' }] },
			{ when: { everyMs: 100 }, do: [{ count: 'ticks' }, { send: 'tick {{counter.ticks}}' }], times: 3 },
		).advance(1000);
		expect(played.sent).toEqual(['welcome 1', 'tick 1', 'tick 2', 'tick 3']);
		expect(played.times).toEqual([0, 100, 200, 300]);
	});

	it('keep state, count, and close', () => {
		const played = play(
			{ when: { message: { kind: 'login' } }, do: [{ set: { user: '{{message.name}}' } }, { send: 'ok' }] },
			{ when: { message: { kind: 'who' } }, do: [{ send: 'you are {{state.user}}' }] },
			{ when: { message: { kind: 'out' } }, do: [{ close: 4000, reason: 'bye' }] },
		);
		played.say({ type: 'login', name: 'Ana' }).say({ type: 'who' }).say({ type: 'out' });
		expect(played.sent).toEqual(['ok', 'you are Ana', 'close 4000']);
	});

	it('leave a message to the recording when they are spent, off, or for another path', () => {
		const take = { when: { message: {} }, do: [{ send: 'mine' }] };
		const ask = { type: 'ask', n: 1 };
		expect(
			play({ ...take, times: 1 })
				.say(ask)
				.say(ask)
				.advance(100).sent,
		).toEqual(['mine', { type: 'recorded answer' }]);
		expect(
			play({ ...take, enabled: false })
				.say(ask)
				.advance(100).sent,
		).toEqual([{ type: 'recorded answer' }]);
		expect(
			play({ ...take, path: '/other' })
				.say(ask)
				.advance(100).sent,
		).toEqual([{ type: 'recorded answer' }]);
	});

	it('may speak to all', () => {
		const played = play({ when: { message: {} }, do: [{ send: 'to all', to: 'all' }] }).say('anything');
		expect(played.commands.map(({ type }) => type)).toEqual(['log', 'broadcast']);
	});
});
