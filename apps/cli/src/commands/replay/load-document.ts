import type { GoalResult } from '@refrain/assertions';
import type { LoadResult } from '@refrain/replay';

/** Everything about one load run: what `-o json` prints and `--out` writes. */
export interface LoadDocument extends Omit<LoadResult, 'samples'> {
	snapshot: string;
	target: string;
	/** Copies that were judged in full, and what came of it. */
	judged: { copies: number; passing: number; asserted: number };
	goals: readonly GoalResult[];
}
