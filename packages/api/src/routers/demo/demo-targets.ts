import type { Database } from '@refrain/db';
import { z } from 'zod';
import { currentDemo, isUp } from './current-demo.ts';

/** What the demo's worker tells while it is up. */
const progressSchema = z.object({ correct: z.string(), faulty: z.string() });

/** The builds of the demo service that can be replayed against now. */
export async function demoTargets(db: Database): Promise<{ build: 'correct' | 'faulty'; url: string }[]> {
	const job = await currentDemo(db);
	const progress = progressSchema.safeParse(isUp(job) ? job?.progress : null);
	if (!progress.success) return [];
	return [
		{ build: 'faulty', url: progress.data.faulty },
		{ build: 'correct', url: progress.data.correct },
	];
}
