import type { Database } from '@refrain/db';

/** The newest job of the demo service, null when it was never started. */
export async function currentDemo(db: Database) {
	const [job] = await db.jobs.list({ kinds: ['demo'], count: 1 });
	return job ?? null;
}

/** Is it there, or about to be? */
export function isUp(job: { state: string } | null): boolean {
	return job !== null && (job.state === 'queued' || job.state === 'running');
}
