import { acceptSuggestions, type Report } from '@refrain/assertions';
import type { Database } from '@refrain/db';
import { temporaryDatabase } from '@refrain/testkit';
import { expect, test } from 'vitest';
import { startWorker } from '../src/index.ts';
import type { DemoProgress } from '../src/jobs/demo.ts';

/** The machine may be busy. */
const POLL = { timeout: 15_000 };

const demoProgress = async (db: Database, jobId: string) => (await db.jobs.get(jobId)).progress as DemoProgress | null;

async function webSocketOf(db: Database, recordingId: string) {
	return (await db.connections.list({ recordingId })).find(({ kind }) => kind === 'websocket');
}

/** Replays and gives the report. */
async function reportOf(db: Database, replay: Parameters<Database['replays']['create']>[0]): Promise<Report> {
	const { id } = await db.replays.create(replay);
	await expect.poll(async () => (await db.replays.get(id)).state, { timeout: 30_000 }).toBe('done');
	return db.evaluations.report(id, 1);
}

test('the demo is recorded, replayed and judged: the correct build passes, the faulty one shows its three faults', {
	timeout: 120_000,
}, async () => {
	await using temporary = await temporaryDatabase();
	const { db } = temporary;
	const worker = startWorker(db, { databaseUrl: temporary.url, workerId: 'w', warn: console.warn });
	const jobId = await db.jobs.enqueue('demo', {});
	await expect.poll(() => demoProgress(db, jobId), { timeout: 5_000 }).not.toBeNull();
	const { correct, faulty, recordingId } = (await demoProgress(db, jobId)) as DemoProgress;
	await expect
		.poll(async () => (await webSocketOf(db, recordingId))?.stat.rows, { timeout: 5_000 })
		.toBeGreaterThanOrEqual(2);
	await expect.poll(async () => (await webSocketOf(db, recordingId))?.close?.code, { timeout: 30_000 }).toBe(1000);

	const connection = await webSocketOf(db, recordingId);
	const connections = [{ connectionId: connection?.id ?? '' }];
	const { id: snapshotId } = await db.snapshots.create({ name: 'demo', connections });
	const strict = await reportOf(db, { snapshotId, target: correct });
	const { config } = await db.evaluations.get((await db.replays.getByNumber(1)).id);
	const accepted = acceptSuggestions(strict, config, { onlyCertain: false });
	const profile = await db.profiles.save(null, { name: 'demo', config: accepted, note: 'noise' });

	const judged = { snapshotId, profileId: profile.id, profileVersion: profile.version };
	const [passed, failed] = await Promise.all([
		reportOf(db, { ...judged, target: correct }),
		reportOf(db, { ...judged, target: faulty }),
	]);
	expect(passed.summary).toMatchObject({ result: 'passed', passing: 14, asserted: 14, causes: [] });
	expect(failed.summary.causes.map(({ sentence }) => sentence).sort()).toEqual([
		'Closed with 1011 instead of 1000',
		'Push message did not come',
		'original.content is missing',
	]);

	await db.jobs.cancel(jobId);
	await expect.poll(async () => (await db.jobs.get(jobId)).state, POLL).toBe('cancelled');
	expect((await db.recordings.get(recordingId)).live).toBe(false);
	await worker.stop();
});
