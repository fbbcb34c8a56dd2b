export {
	expectedDurationMs,
	type ReplayOptions,
	type ReplayOptionsInput,
	type ReplayProgress,
	replayOptionsSchema,
	type Timing,
	timingSchema,
} from './replay-options.ts';
