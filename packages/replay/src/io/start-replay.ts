import type { ObservedReplay } from '@refrain/assertions';
import type { RecordingSink, Snapshot } from '@refrain/traffic';
import {
	expectedDurationMs,
	type ReplayOptionsInput,
	type ReplayProgress,
	replayOptionsSchema,
} from '../replay-options.ts';
import { type Clock, processClock } from './clock.ts';
import { createTransformer } from './create-transformer.ts';
import { ProgressReporter } from './progress-reporter.ts';
import { prepareScript } from './replay-script.ts';
import { SnapshotRun } from './snapshot-run.ts';

export interface ReplayRequest {
	snapshot: Snapshot;
	/** 'ws://host:port', or only what differs from the recording: ':8080'. */
	target: string;
	options?: ReplayOptionsInput;
	/** Also gets everything observed, as an ordinary recording. */
	sink?: RecordingSink;
	/** Put on the observed connections. */
	recordingId?: string;
	onProgress?: (progress: ReplayProgress) => void;
	/** Stops the replay: open connections are closed with 1001. */
	signal?: AbortSignal;
	clock?: Clock;
}

/**
 * Plays the client's side of a snapshot against a target and gives back what was observed.
 * Whatever the target does is part of the outcome; it throws only for wrong arguments (ReplayError).
 */
export async function startReplay(request: ReplayRequest): Promise<ObservedReplay> {
	const { snapshot, target, sink, recordingId, onProgress = () => undefined, signal, clock = processClock } = request;
	const options = replayOptionsSchema.parse(request.options ?? {});
	const transformer = createTransformer(options);
	let reporter: ProgressReporter | null = null;
	const run = new SnapshotRun(prepareScript(snapshot, target, options), {
		clock,
		transformer,
		keepFrames: true,
		onChange: () => reporter?.changed(),
		...(sink === undefined ? {} : { sink }),
		...(recordingId === undefined ? {} : { recordingId }),
	});
	reporter = new ProgressReporter(run.runners, onProgress, {
		clock,
		expectedMs: expectedDurationMs(snapshot, options),
	});
	reporter.start();
	const stop = () => run.stop();
	if (signal?.aborted) stop();
	else signal?.addEventListener('abort', stop, { once: true });
	const observed = await run.play();
	signal?.removeEventListener('abort', stop);
	await sink?.flush();
	reporter.finish();
	return observed;
}
