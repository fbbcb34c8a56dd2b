export type { Clock } from './io/clock.ts';
export { type Probe, probeTarget } from './io/probe-target.ts';
export { type ReplayRequest, startReplay } from './io/start-replay.ts';
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
