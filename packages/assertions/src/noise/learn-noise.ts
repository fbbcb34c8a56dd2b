import type { Snapshot } from '@refrain/traffic';
import { compare } from '../compare/compare.ts';
import { judge } from '../judge/judge.ts';
import type { ObservedReplay } from '../observed-replay.ts';
import type { Difference, MessageResult, Suggestion } from '../report.ts';
import type { TestConfig } from '../test-config.ts';
import { fieldSuggester } from './field-suggester.ts';
import { snapshotOfReplay } from './snapshot-of-replay.ts';

/**
 * Finds the noise of a service from two replays of one snapshot against one build: what differs between the two is no change of the
 * build. Each field gets the safest check that covers the recording and both runs; a field that no classifier knows is proposed
 * with 'same-type', and never as certain. What the profile covers already is not proposed again.
 */
export function learnNoise(
	expected: Snapshot,
	[first, second]: readonly [ObservedReplay, ObservedReplay],
	config: TestConfig,
): Suggestion[] {
	const between = compare(snapshotOfReplay(expected, first), second);
	const suggest = fieldSuggester([between, compare(expected, first), compare(expected, second)]);
	const { summary, exchanges } = judge(between, config);
	return summary.causes.flatMap(({ key, path, representative }) => {
		const found = sample(exchanges[representative]?.messages ?? [], path, key);
		if (found === null) return [];
		return [suggest(found.difference, found.message) ?? anyOfItsType(found)];
	});
}

interface Sample {
	message: MessageResult;
	difference: Difference;
}

/** The difference that a cause is about, when it is a changed value in a payload. */
function sample(messages: readonly MessageResult[], path: string | null, key: string): Sample | null {
	for (const message of messages) {
		const difference = message.differences.find(
			(one) => one.ruleId === null && one.generalPath === path && one.type === 'changed' && path.startsWith('$'),
		);
		if (difference !== undefined && key.endsWith('|changed')) return { message, difference };
	}
	return null;
}

function anyOfItsType({ message: { kind, sender }, difference: { generalPath } }: Sample): Suggestion {
	return {
		path: generalPath,
		kind,
		sender,
		check: 'same-type',
		options: {},
		label: 'Match any value of the same type',
		evidence: 'It differed between two replays against the same build.',
		certain: false,
	};
}
