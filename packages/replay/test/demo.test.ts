import { acceptSuggestions, DEFAULT_TEST_CONFIG, evaluate, type Report } from '@refrain/assertions';
import { runDemoClient, startDemo } from '@refrain/demo';
import type { Snapshot } from '@refrain/traffic';
import { beforeAll, describe, expect, it } from 'vitest';
import { startReplay } from '../src/index.ts';
import { record } from './record.ts';

const PUSH_MS = 320;

async function recordDemo(): Promise<Snapshot> {
	await using demo = await startDemo({ build: 'correct', pushMs: PUSH_MS });
	return await record(`ws://127.0.0.1:${demo.port}`, (port) =>
		runDemoClient({ url: `ws://127.0.0.1:${port}/ws`, intervalMs: PUSH_MS * 2.5, messages: 2 }),
	);
}

// Real timers on a machine that may be busy: a stall of just one period looks like a push left out.
describe('the demo', { retry: 2 }, () => {
	let snapshot: Snapshot;
	beforeAll(async () => {
		snapshot = await recordDemo();
	});

	async function replayAgainst(build: 'correct' | 'faulty') {
		await using demo = await startDemo({ build, pushMs: PUSH_MS });
		return await startReplay({ snapshot, target: `ws://127.0.0.1:${demo.port}`, options: { answerTimeoutMs: 2000 } });
	}

	it('reaches 100 % against the correct build once the suggestions are accepted', async () => {
		const first = await replayAgainst('correct');
		const report = evaluate(snapshot, first, DEFAULT_TEST_CONFIG);
		expect(summary(report)).toMatchObject({ result: 'failed' });
		const profile = acceptSuggestions(report, DEFAULT_TEST_CONFIG);

		expect(failures(evaluate(snapshot, first, profile))).toEqual([]);
		const again = evaluate(snapshot, await replayAgainst('correct'), profile);
		expect(failures(again)).toEqual([]);
		expect(again.summary.result).toBe('passed');
	});

	it('names exactly the three faults of the faulty build', async () => {
		const clean = evaluate(snapshot, await replayAgainst('correct'), DEFAULT_TEST_CONFIG);
		const profile = acceptSuggestions(clean, DEFAULT_TEST_CONFIG);
		const report = evaluate(snapshot, await replayAgainst('faulty'), profile);
		expect(failures(report).sort()).toEqual([
			'Closed with 1011 instead of 1000',
			'Push message did not come',
			'original.content is missing',
		]);
	});

	it('finds the same three when the noise is accepted from the run against the faulty build itself', async () => {
		const observed = await replayAgainst('faulty');
		const profile = acceptSuggestions(evaluate(snapshot, observed, DEFAULT_TEST_CONFIG), DEFAULT_TEST_CONFIG);
		expect(failures(evaluate(snapshot, observed, profile))).toHaveLength(3);
	});
});

function failures({ summary: { causes } }: Report): string[] {
	return causes.map(({ sentence }) => sentence);
}

function summary({ summary: { result, passing, asserted } }: Report) {
	return { result, passing, asserted };
}
