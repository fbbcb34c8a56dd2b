import { describe, expect, it } from 'vitest';
import {
	type ConversationOptions,
	client,
	close,
	conversation,
	type Line,
	replayOf,
	server,
	snapshotOf,
} from '../test/conversation.ts';
import { evaluate } from './evaluate.ts';
import type { Report } from './report.ts';
import { type TestConfigInput, testConfigSchema } from './test-config.ts';

interface Scenario {
	expected: readonly Line[];
	observed: readonly Line[] | null;
	config?: Omit<TestConfigInput, 'version'>;
	recorded?: ConversationOptions;
	replayed?: ConversationOptions;
	outcome?: Parameters<typeof replayOf>[2];
}

function report({ expected, observed, config = {}, recorded = {}, replayed = {}, outcome }: Scenario): Report {
	const snapshot = snapshotOf(conversation(expected, recorded));
	const replay = replayOf(snapshot, [observed === null ? null : conversation(observed, replayed)], outcome);
	return evaluate(snapshot, replay, testConfigSchema.parse({ version: 1, ...config }));
}

const verdicts = ({ exchanges }: Report) => exchanges.map(({ kind, verdict }) => `${kind} ${verdict}`);
const causes = ({ summary }: Report) => summary.causes.map(({ sentence, exchanges }) => `${exchanges} ${sentence}`);
const ask = (n: number, atMs?: number) => client({ type: 'ask', n }, atMs);
const answer = (n: number, more: object = {}, atMs?: number) => server({ type: 'answer', n, ...more }, atMs);

describe('evaluate', () => {
	it('passes a replay that went as recorded', () => {
		const lines = [server({ type: 'hello' }), ask(1), answer(1), close('client', 1000), close('server', 1000)];
		const result = report({ expected: lines, observed: lines });
		expect(verdicts(result)).toEqual(['handshake match', 'push match', 'reply match', 'close match']);
		expect(result.summary).toMatchObject({
			result: 'passed',
			passing: 4,
			asserted: 4,
			messagesExpected: 2,
			messagesObserved: 2,
		});
	});

	it('never takes fragmentation, compression, masking or key order for a difference', () => {
		const say = { type: 'answer', n: 1, items: [1, 2] };
		for (const recorded of [{ fragments: 1 }, { fragments: 7, compressed: true }]) {
			for (const replayed of [{ fragments: 3 }, { fragments: 1, compressed: true }]) {
				const result = report({
					expected: [ask(1), { from: 'server', say, ...recorded }],
					observed: [ask(1), { from: 'server', say: { items: [1, 2], n: 1, type: 'answer' }, ...replayed }],
				});
				expect(result.summary.result).toBe('passed');
			}
		}
	});

	it('takes a binary frame with the same JSON for a difference', () => {
		const bytes = new TextEncoder().encode('{"type":"answer","n":1}');
		const result = report({ expected: [ask(1), answer(1)], observed: [ask(1), { from: 'server', say: bytes }] });
		expect(causes(result)).toEqual(['1 Sent as "binary" instead of "text"'.replaceAll('"', '')]);
	});

	it('groups failures by kind, path and type of difference', () => {
		const result = report({
			expected: [
				ask(1),
				answer(1, { items: [{ at: 1 }, { at: 2 }] }),
				ask(2),
				answer(2, { items: [{ at: 3 }], ok: true }),
			],
			observed: [ask(1), answer(1, { items: [{ at: 7 }, { at: 8 }] }), ask(2), answer(2, { items: [{ at: 9 }] })],
		});
		expect(causes(result)).toEqual(['2 items[*].at changed', '1 ok is missing']);
		expect(result.exchanges[2]).toMatchObject({
			causes: ['mismatch|answer|$.items[*].at|changed', 'mismatch|answer|$.ok|removed'],
			summary: 'items[*].at, ok',
		});
	});

	it('lets the distinct exchanges over all causes be the failed ones', () => {
		const result = report({
			expected: [server({ type: 'a' }), ask(1), answer(1), ask(2), answer(2), ask(3), answer(3)],
			observed: [ask(1), answer(9, { x: 1 }), ask(2), answer(2), server({ type: 'extra' }), ask(3)],
		});
		const failed = result.exchanges.filter(({ asserted, passed }) => asserted && !passed);
		expect(failed.length).toBe(result.summary.asserted - result.summary.passing);
		expect(failed.every((exchange) => exchange.causes.length > 0)).toBe(true);
		const keys = new Set(result.summary.causes.map(({ key }) => key));
		expect(failed.flatMap((exchange) => exchange.causes).every((key) => keys.has(key))).toBe(true);
	});

	it('marks what a rule covers as ignored, with the rule', () => {
		const result = report({
			expected: [ask(1), answer(1, { at: '2026-01-01T00:00:00Z' })],
			observed: [ask(1), answer(1, { at: '2026-01-02T00:00:00Z' })],
			config: { fields: [{ id: 'clock', path: '$.at', check: 'timestamp', scope: { kind: 'answer' } }] },
		});
		expect(result.exchanges[1]).toMatchObject({ verdict: 'ignored', passed: true });
		expect(result.exchanges[1]?.messages[0]?.differences).toEqual([
			expect.objectContaining({ path: '$.at', ruleId: 'clock', reason: null }),
		]);
	});

	it('lets the first rule that covers a difference decide, and says why it fails', () => {
		const fields = [
			{ id: 'keep', path: '$.id', check: 'pattern' as const, options: { regex: '\\d+' } },
			{ id: 'all', path: '$', check: 'ignore' as const },
		];
		const result = report({
			expected: [ask(1), answer(1, { id: 'a1', x: 1 })],
			observed: [ask(1), answer(1, { id: 'b2', x: 2 })],
			config: { fields },
		});
		expect(
			result.exchanges[1]?.messages[0]?.differences.map(({ path, ruleId, reason }) => [path, ruleId, reason]),
		).toEqual([
			['$.id', null, 'does not fit \\d+'],
			['$.x', 'all', null],
		]);
	});

	it('leaves rules of other kinds, senders and channels alone, and those that are switched off', () => {
		const scopes = [{ kind: 'other' }, { sender: 'client' as const }, { channel: 'c' }];
		const fields = [
			...scopes.map((scope, index) => ({ id: `${index}`, path: '$.x', check: 'ignore' as const, scope })),
			{ id: 'off', path: '$.x', check: 'ignore' as const, enabled: false },
		];
		const result = report({
			expected: [ask(1), answer(1, { x: 1 })],
			observed: [ask(1), answer(1, { x: 2 })],
			config: { fields },
		});
		expect(result.exchanges[1]?.verdict).toBe('mismatch');
	});

	it('compares only the fields that the profile names', () => {
		const config = { only: [{ path: '$.total' }] };
		const other = report({
			expected: [ask(1), answer(1, { total: 1, x: 1 })],
			observed: [ask(1), answer(1, { total: 1, x: 2 })],
			config,
		});
		expect(other.exchanges[1]?.verdict).toBe('ignored');
		const gone = report({ expected: [ask(1), answer(1, { total: 1 })], observed: [ask(1), answer(1)], config });
		expect(causes(gone)).toEqual(['1 total is missing']);
	});

	it('makes an unexpected message an exchange of its own, where it came', () => {
		const scenario = {
			expected: [ask(1), answer(1), ask(2), answer(2)],
			observed: [ask(1), answer(1), server({ type: 'oops' }), ask(2), answer(2)],
		};
		const failing = report(scenario);
		expect(verdicts(failing)).toEqual(['handshake match', 'reply match', 'unexpected unexpected', 'reply match']);
		expect(failing.summary).toMatchObject({ result: 'failed', passing: 3, asserted: 4 });
		expect(causes(failing)).toEqual(['1 Unexpected oops']);
		expect(report({ ...scenario, config: { unexpected: 'report' } }).summary).toMatchObject({
			result: 'passed',
			asserted: 3,
		});
	});

	it('does not hold a push against the replay that came when the recording had ended', () => {
		const tick = (n: number, atMs: number) => server({ type: 'tick', n }, atMs);
		const expected = [tick(1, 100), tick(2, 230), close('client', 1000, 250)];
		const result = report({
			expected,
			observed: [tick(1, 100), tick(2, 230), tick(3, 300), close('client', 1000, 350)],
		});
		expect(result.exchanges.find(({ kind }) => kind === 'unexpected')).toMatchObject({
			asserted: false,
			messages: [{ reason: 'came after the end of the recording' }],
		});
		expect(result.summary.result).toBe('passed');
	});

	it('says of a missing answer how long it was waited for', () => {
		const result = report({ expected: [ask(1), answer(1)], observed: [ask(1)], outcome: { waitedInVain: [1] } });
		expect(result.summary.causes).toEqual([
			expect.objectContaining({
				verdict: 'missing',
				sentence: 'No response answer to ask',
				evidence: 'no counterpart came within 5 s',
			}),
		]);
	});

	it('says when the server had closed before', () => {
		const result = report({
			expected: [ask(1, 0), answer(1, {}, 10), server({ type: 'tick' }, 500), close('client', 1000, 600)],
			observed: [ask(1, 0), answer(1, {}, 10), close('server', 1011, 100)],
		});
		expect(result.summary.causes.find(({ kind }) => kind === 'tick')?.evidence).toBe(
			'the server had closed with 1011 before',
		);
	});

	it('calls an answer late that came after the wait, or beyond the limit of the profile', () => {
		const lines = [ask(1, 0), answer(1, {}, 900)];
		expect(report({ expected: lines, observed: lines, outcome: { waitedInVain: [1] } }).exchanges[1]).toMatchObject({
			verdict: 'late',
			passed: false,
		});
		const limited = report({ expected: lines, observed: lines, config: { timeouts: { lateMs: 500 } } });
		expect(limited.summary.causes).toEqual([
			expect.objectContaining({ sentence: 'answer came late', evidence: 'match, but late, after 900 ms' }),
		]);
	});

	it('compares the code of the close, and who began it', () => {
		const lines = (by: 'client' | 'server', code: number) => [
			server({ type: 'hello' }),
			close(by, by === 'server' ? code : 1000),
			close(by === 'server' ? 'client' : 'server', code),
		];
		expect(causes(report({ expected: lines('server', 1000), observed: lines('server', 1011) }))).toEqual([
			'1 Closed with 1011 instead of 1000',
		]);
		expect(causes(report({ expected: lines('client', 1000), observed: lines('client', 1002) }))).toEqual([
			'1 Closed with 1002 instead of 1000',
		]);
		expect(causes(report({ expected: lines('server', 1000), observed: lines('client', 1000) }))).toEqual([
			'1 Closed by the client instead of the server',
		]);
	});

	it('compares status and subprotocol of the handshake', () => {
		expect(causes(report({ expected: [], observed: [], replayed: { status: 401 } }))).toEqual([
			'1 Handshake answered with 401 instead of 101',
		]);
		expect(
			causes(report({ expected: [], observed: [], recorded: { subprotocol: 'v2' }, replayed: { subprotocol: null } })),
		).toEqual(['1 The server chose no subprotocol instead of v2']);
	});

	it('gives one cause to all that a connection missed which could not be opened', () => {
		const result = report({ expected: [server({ type: 'hello' }), ask(1), answer(1)], observed: null });
		expect(causes(result)).toEqual(['3 Connection failed: nothing listens there']);
		expect(result.summary.result).toBe('failed');
	});

	it('does not judge what a stopped replay did not reach', () => {
		const result = report({
			expected: [ask(1), answer(1), ask(2), answer(2)],
			observed: [ask(1), answer(1)],
			outcome: { replay: 'stopped' },
		});
		expect(result.summary).toMatchObject({ result: 'stopped', passing: 2, asserted: 2, causes: [] });
	});

	it('fails on order only where the profile cares for it', () => {
		const scenario = {
			expected: ['a', 'b', 'c'].map((id) => server({ type: 'tick', id })),
			observed: ['b', 'c', 'a'].map((id) => server({ type: 'tick', id })),
		};
		expect(causes(report(scenario))).toEqual(['1 tick came out of order']);
		expect(report({ ...scenario, config: { order: 'any' } }).summary.result).toBe('passed');
	});

	it('lets kinds interleave unless the profile is strict', () => {
		const scenario = {
			expected: [ask(1), answer(1), server({ type: 'tick' })],
			observed: [ask(1), server({ type: 'tick' }), answer(1)],
		};
		expect(report(scenario).summary.result).toBe('passed');
		expect(causes(report({ ...scenario, config: { order: 'strict' } }))).toHaveLength(1);
	});

	it('misses a goal on latency though everything matches', () => {
		const goals = [{ metric: 'latency.p95' as const, op: '<=' as const, value: 75 }];
		const result = report({
			expected: [ask(1, 0), answer(1, {}, 10)],
			observed: [ask(1, 0), answer(1, {}, 84)],
			config: { goals },
		});
		expect(result.summary).toMatchObject({
			result: 'missed-goals',
			goals: [{ met: false, sentence: 'latency.p95 is 84 ms (goal <= 75 ms)' }],
		});
	});

	it('passes with differences that a goal allows', () => {
		const goals = [{ metric: 'accuracy' as const, op: '>=' as const, value: 50 }];
		const scenario = { expected: [ask(1), answer(1)], observed: [ask(1), answer(2)], config: { goals } };
		expect(report(scenario).summary.result).toBe('passed');
		expect(report({ ...scenario, config: { goals: [{ ...goals[0], value: 60 } as never] } }).summary.result).toBe(
			'failed',
		);
	});

	it('measures answers from their request, pushes by their deviation', () => {
		const result = report({
			expected: [server({ type: 'tick' }, 100), ask(1, 200), answer(1, {}, 230)],
			observed: [server({ type: 'tick' }, 107), ask(1, 250), answer(1, {}, 262)],
		});
		expect(
			result.exchanges
				.slice(1)
				.map(({ recordedLatencyUs, observedLatencyUs }) => [recordedLatencyUs, observedLatencyUs]),
		).toEqual([
			[null, 7_000],
			[30_000, 12_000],
		]);
	});

	it('compares binary payloads by their bytes', () => {
		const bytes = (last: number) => server(Uint8Array.of(...Array(100).keys(), last));
		expect(report({ expected: [ask(1), bytes(1)], observed: [ask(1), bytes(1)] }).summary.result).toBe('passed');
		expect(report({ expected: [ask(1), bytes(1)], observed: [ask(1), bytes(2)] }).exchanges[1]).toMatchObject({
			verdict: 'mismatch',
		});
	});
});
