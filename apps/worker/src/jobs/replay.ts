import { DEFAULT_TEST_CONFIG, evaluate, type ObservedReplay, type TestConfig } from '@refrain/assertions';
import type { Database, ReplayRow } from '@refrain/db';
import { startReplay } from '@refrain/replay';
import type { Snapshot } from '@refrain/traffic';
import type { JobContext, JobRunner } from '../job-runner.ts';
import { everyUntilAborted, messageOf } from '../until-aborted.ts';

const PROGRESS_INTERVAL_MS = 250;

/** Plays a snapshot against its target, stores what it observed, and judges it. */
export const replay: JobRunner<'replay'> = {
	kind: 'replay',
	onShutdown: 'end',
	async run({ replayId }, context) {
		const { db } = context;
		const row = await db.replays.get(replayId);
		try {
			const snapshot = await db.snapshots.load(row.snapshotId);
			const observed = await play(row, snapshot, context);
			if (context.signal.reason === 'lost') return;
			await db.replays.setState(replayId, { state: 'judging', outcome: observed.outcome });
			const config = await testConfig(db, row);
			const report = evaluate(snapshot, observed, config);
			const { profileId, profileVersion } = row;
			await db.evaluations.add(replayId, { config, profileId, profileVersion, report });
			await db.replays.setState(replayId, {
				state: END_STATES[observed.outcome.state],
				error: whyEnded(observed, context),
			});
		} catch (error) {
			await db.replays.setState(replayId, { state: 'error', error: messageOf(error) });
			throw error;
		}
	},
};

const END_STATES = { finished: 'done', stopped: 'stopped', error: 'error' } as const;

function whyEnded({ outcome }: ObservedReplay, { signal }: JobContext): string | null {
	if (outcome.state !== 'stopped') return outcome.error;
	return signal.reason === 'shutdown' ? 'Refrain was stopped during the replay.' : 'Stopped by a person.';
}

/** Sends, receives and stores; the traffic observed is a recording of its own. */
async function play(row: ReplayRow, snapshot: Snapshot, { db, signal }: JobContext): Promise<ObservedReplay> {
	const recording = await db.recordings.create({
		name: `Replay #${row.number} of ${row.snapshotName}`,
		source: `replay against ${row.target}`,
		purpose: 'replay',
	});
	await db.replays.setState(row.id, { state: 'running', observedRecordingId: recording.id });
	const finished = new AbortController();
	let progress: ReplayRow['progress'] = null;
	let told: ReplayRow['progress'] = null;
	const tell = async () => {
		if (progress === told || progress === null) return;
		told = progress;
		await db.replays.setState(row.id, { progress });
	};
	const telling = everyUntilAborted(PROGRESS_INTERVAL_MS, finished.signal, tell);
	try {
		await using writer = db.writer(recording.id);
		return await startReplay({
			snapshot,
			target: row.target,
			options: { ...row.options, timing: row.timing },
			recordingId: recording.id,
			sink: writer,
			signal,
			onProgress: (now) => {
				progress = now;
			},
		});
	} finally {
		finished.abort();
		await telling;
		await tell();
		await db.recordings.end(recording.id);
	}
}

async function testConfig(db: Database, row: ReplayRow): Promise<TestConfig> {
	if (row.profileId === null) return DEFAULT_TEST_CONFIG;
	const { config } = await db.profiles.get(row.profileId, row.profileVersion ?? undefined);
	return config;
}
