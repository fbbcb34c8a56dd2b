import type { Snapshot } from '@refrain/traffic';
import { compare } from './compare/compare.ts';
import { judge } from './judge/judge.ts';
import type { ObservedReplay } from './observed-replay.ts';
import type { Report } from './report.ts';
import type { TestConfig } from './test-config.ts';

/** Compares a replay with its snapshot and judges it by a profile. */
export function evaluate(expected: Snapshot, observed: ObservedReplay, config: TestConfig): Report {
	return judge(compare(expected, observed), config);
}
