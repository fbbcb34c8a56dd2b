export type { Clock } from './io/clock.ts';
export type { LoadResult } from './io/load-stats.ts';
export { type Probe, probeTarget } from './io/probe-target.ts';
export { type LoadPlan, type LoadProgress, type LoadRequest, startLoad } from './io/start-load.ts';
export { type ReplayRequest, startReplay } from './io/start-replay.ts';
export { parseStage, type Stage, totalMs } from './load/stages.ts';
export { ReplayError, type ReplayErrorCode } from './replay-error.ts';
export {
	expectedDurationMs,
	type ReplayOptions,
	type ReplayOptionsInput,
	type ReplayProgress,
	replayOptionsSchema,
	type Timing,
	timingSchema,
} from './replay-options.ts';
export { type RecordedAddress, resolveTarget, type TargetAddress } from './resolve-target.ts';
export { parseTiming, printTiming } from './timing.ts';
