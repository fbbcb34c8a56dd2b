import { DEFAULT_TEST_CONFIG, evaluate, type ObservedReplay, type TestConfig } from '@refrain/assertions';
import type { ReplayProgress, ReplayRow, ReplayState } from '@refrain/db';
import { type ReplayOptionsInput, startReplay } from '@refrain/replay';
import type { Snapshot } from '@refrain/traffic';
import { type JobContext, type JobHandler, type StopReason, sentenceOf } from './job-handler.ts';
import { repeat } from './repeat.ts';

const PROGRESS_EVERY_MS = 250;

/** Plays a snapshot against its target, stores what was observed as a recording, and judges it. */
export const replay: JobHandler<'replay'> = {
	kind: 'replay',
	isolated: true,
	async run(context) {
		const { db, job } = context;
		const row = await db.replays.get(job.payload.replayId);
		const config = await configOf(context, row);
		const snapshot = await db.snapshots.load(row.snapshotId);
		const observed = await play(context, row, { snapshot, config });
		if (context.signal.reason === ('lost' satisfies StopReason)) return null;
		return judge(context, row, { snapshot, observed, config });
	},
	async failed(db, { replayId }, error) {
		const { observedRecordingId } = await db.replays.get(replayId);
		if (observedRecordingId !== null) {
			await db.connections.endOpen(observedRecordingId, error);
			await db.recordings.end(observedRecordingId);
		}
		await db.replays.setState(replayId, { state: 'error', error });
	},
};

async function configOf({ db }: JobContext<'replay'>, { profileId, profileVersion }: ReplayRow): Promise<TestConfig> {
	if (profileId === null) return DEFAULT_TEST_CONFIG;
	return (await db.profiles.get(profileId, profileVersion ?? undefined)).config;
}

interface Played {
	snapshot: Snapshot;
	config: TestConfig;
}

async function play(
	context: JobContext<'replay'>,
	row: ReplayRow,
	{ snapshot, config }: Played,
): Promise<ObservedReplay> {
	const { db, signal, warn } = context;
	const name = `Replay #${row.number}`;
	const source = `replay of ${row.snapshotName} against ${row.target}`;
	const { id: recordingId } = await db.recordings.create({ name, source, purpose: 'replay' });
	await db.replays.setState(row.id, { state: 'running', observedRecordingId: recordingId });
	await using writer = db.writer(recordingId);
	let newest: ReplayProgress | null = null;
	const tell = async () => {
		const progress = newest;
		newest = null;
		if (progress !== null) await db.replays.setState(row.id, { progress });
	};
	try {
		await using _telling = repeat(PROGRESS_EVERY_MS, tell, (error) => warn(`${name}: ${error.message}`));
		return await startReplay({
			snapshot,
			target: row.target,
			options: optionsOf(row, config),
			sink: writer,
			recordingId,
			onProgress(progress) {
				newest = progress;
			},
			signal,
		});
	} finally {
		await writer.flush();
		await db.recordings.end(recordingId);
	}
}

/** What the row leaves out is as the assertions say. */
function optionsOf(row: ReplayRow, { timeouts, correlations, transforms }: TestConfig): ReplayOptionsInput {
	const { answerMs, handshakeMs } = timeouts;
	const fromProfile = { answerTimeoutMs: answerMs, handshakeTimeoutMs: handshakeMs, correlations, transforms };
	return { ...fromProfile, ...row.options, timing: row.timing };
}

async function judge(
	{ db, signal }: JobContext<'replay'>,
	row: ReplayRow,
	{ snapshot, observed, config }: Played & { observed: ObservedReplay },
): Promise<{ evaluation: number }> {
	const { outcome } = observed;
	await db.replays.setState(row.id, { state: 'judging', outcome });
	const report = evaluate(snapshot, observed, config);
	const { profileId, profileVersion } = row;
	const { n } = await db.evaluations.add(row.id, { config, profileId, profileVersion, report });
	const stoppedBy = signal.aborted ? (signal.reason as StopReason) : null;
	const error = stoppedBy === 'shutdown' ? 'The worker running it was stopped.' : outcome.error;
	await db.replays.setState(row.id, { state: STATES[outcome.state], error: error === null ? null : sentenceOf(error) });
	return { evaluation: n };
}

const STATES: Record<ObservedReplay['outcome']['state'], ReplayState> = {
	finished: 'done',
	stopped: 'stopped',
	error: 'error',
};
