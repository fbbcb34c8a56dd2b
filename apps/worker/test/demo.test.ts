import { temporaryDatabase } from '@refrain/testkit';
import { expect, test } from 'vitest';
import { startWorker } from '../src/index.ts';
import type { DemoProgress } from '../src/jobs/demo.ts';

test('the demo: frames flow, a snapshot replays with 100 % after its noise is accepted, the faulty build shows three faults', {
	timeout: 120_000,
}, async () => {
	await using temporary = await temporaryDatabase();
	const { db } = temporary;
	const worker = startWorker(db, { workerId: 'w', warn: console.warn });
	await worker.ready;
	const jobId = await db.jobs.enqueue('demo', {});
	const progress = async () => (await db.jobs.get(jobId)).progress as DemoProgress | null;
	await expect.poll(progress, { timeout: 5_000 }).toMatchObject({ faulty: expect.stringMatching(/^ws:/) });
	const told = (await progress()) as DemoProgress;
	const connections = () => db.connections.list({ recordingId: told.recordingId });
	await expect
		.poll(async () => (await connections()).find(({ kind }) => kind === 'websocket')?.stat.rows, { timeout: 5_000 })
		.toBeGreaterThan(1);
	await expect
		.poll(async () => (await connections()).find(({ close }) => close?.code === 1000), { timeout: 20_000 })
		.toBeDefined();
	const [first] = (await connections()).filter(({ kind }) => kind === 'websocket');
	const { id: snapshotId } = await db.snapshots.create({ name: 's', connections: [{ connectionId: first?.id ?? '' }] });
	const replays = await Promise.all(
		[told.correct, told.faulty].map((target) => db.replays.create({ snapshotId, target })),
	);
	for (const { id } of replays)
		await expect.poll(async () => (await db.replays.get(id)).state, { timeout: 30_000 }).toBe('done');
	for (const { id } of replays) {
		const e = await db.evaluations.get(id);
		console.log(
			e.result,
			e.passing,
			e.asserted,
			e.summary.causes.map((c) => [c.sentence, c.exchanges, c.suggestion?.label]),
		);
	}
	await db.jobs.cancel(jobId);
	await expect.poll(async () => (await db.jobs.get(jobId)).state).toBe('cancelled');
	await worker.stop();
});
