import { describe, expect, it } from 'vitest';
import { client, conversation, type Line, replayOf, server, snapshotOf } from '../../test/conversation.ts';
import { evaluate } from '../evaluate.ts';
import { acceptSuggestions, withSuggestions } from '../profile.ts';
import { DEFAULT_TEST_CONFIG } from '../test-config.ts';
import { learnNoise } from './learn-noise.ts';

const at = (second: number) => `2026-11-24T20:27:${String(second).padStart(2, '0')}.000Z`;

/** One run of a service: answers with a time and, if given, a status; a push with tags. */
function run(second: number, { status = 'ok', draw = 'abc' } = {}): Line[] {
	return [
		server({ type: 'hello', at: at(second), tags: [{ id: `x${second}y7z8a9`, n: 1 }] }),
		client({ type: 'ask' }),
		server({ type: 'answer', at: at(second + 1), status, draw }),
	];
}

const snapshot = snapshotOf(conversation(run(1)));
const replay = (lines: readonly Line[]) => replayOf(snapshot, [conversation(lines)]);

describe('suggestions of a report', () => {
	it('make everything they cover pass when they are accepted, and nothing else', () => {
		const observed = replay(run(30, { status: 'broken' }));
		const report = evaluate(snapshot, observed, DEFAULT_TEST_CONFIG);
		const accepted = evaluate(snapshot, observed, acceptSuggestions(report, DEFAULT_TEST_CONFIG));
		expect(accepted.summary.causes.map(({ sentence }) => sentence)).toEqual(['tags[*].id changed', 'status changed']);
		const all = acceptSuggestions(report, DEFAULT_TEST_CONFIG, { onlyCertain: false });
		expect(evaluate(snapshot, observed, all).summary.causes.map(({ sentence }) => sentence)).toEqual([
			'status changed',
		]);
	});

	it('become rules with ids of their own', () => {
		const report = evaluate(snapshot, replay(run(30)), DEFAULT_TEST_CONFIG);
		const twice = acceptSuggestions(report, acceptSuggestions(report, DEFAULT_TEST_CONFIG));
		expect(twice.fields.map(({ id }) => id)).toEqual(['hello-at', 'answer-at', 'hello-at-2', 'answer-at-2']);
		expect(twice.fields[0]).toMatchObject({
			path: '$.at',
			check: 'timestamp',
			scope: { kind: 'hello', sender: 'server' },
			source: 'suggested',
		});
	});
});

describe('learnNoise', () => {
	it('takes what differs between two replays of one build for noise, what differs from the recording only for a change', () => {
		const runs = [
			replay(run(20, { status: 'broken', draw: 'q' })),
			replay(run(40, { status: 'broken', draw: 'r' })),
		] as const;
		const learned = learnNoise(snapshot, runs, DEFAULT_TEST_CONFIG);
		expect(learned.map(({ kind, path, check, certain }) => [kind, path, check, certain])).toEqual([
			['hello', '$.at', 'timestamp', true],
			['hello', '$.tags[*].id', 'pattern', true],
			['answer', '$.at', 'timestamp', true],
			['answer', '$.draw', 'same-type', false],
		]);
		expect(learned[0]?.evidence).toBe('3 of 3 values are ISO dates.');
		const report = evaluate(snapshot, runs[1], withSuggestions(DEFAULT_TEST_CONFIG, learned));
		expect(report.summary.causes.map(({ sentence }) => sentence)).toEqual(['status changed']);
	});

	it('proposes nothing that the profile covers', () => {
		const runs = [replay(run(20)), replay(run(40))] as const;
		const config = withSuggestions(DEFAULT_TEST_CONFIG, learnNoise(snapshot, runs, DEFAULT_TEST_CONFIG));
		expect(learnNoise(snapshot, runs, config)).toEqual([]);
	});
});
