export { type Database, openDatabase } from './database.ts';
export { DbError, type DbErrorCode } from './db-error.ts';
export type { FrameFacts } from './frames/frame-head.ts';
export {
	type FrameFilter,
	type Frames,
	MAX_PAGE_ROWS,
	type SearchPage,
	type WholeMessage,
} from './frames/frames.ts';
export type { Histogram } from './frames/histogram.ts';
export type { MessageRow } from './frames/message-row.ts';
export { newId, nowUs } from './ids.ts';
export type { Channel, Notifications, TrafficNotice } from './notifications.ts';
export type { CaptureRow, CaptureState } from './repositories/captures.ts';
export type { ConnectionRow, ConnectionStat } from './repositories/connections.ts';
export type { ReapedJob } from './repositories/dead-jobs.ts';
export type { EvaluationDetails, ExchangeFilter } from './repositories/evaluations.ts';
export type { JobKind, JobPayloads } from './repositories/job-kind.ts';
export { HEARTBEAT_TIMEOUT_S, type JobRow, type JobState } from './repositories/jobs.ts';
export type { JsonObject } from './repositories/json-object.ts';
export type { MockEntry, MockEntryFilter, MockRow, MockState } from './repositories/mocks.ts';
export type { ProfileRow, ProfileVersionRow } from './repositories/profiles.ts';
export type { RecordingPurpose, RecordingRow } from './repositories/recordings.ts';
export type { EvaluationRow, ReplayProgress, ReplayRow, ReplayState } from './repositories/replays.ts';
export type { SessionRow } from './repositories/sessions.ts';
export type { ShareInclude, ShareRow } from './repositories/shares.ts';
export type { RangeRequest, SnapshotRange } from './repositories/snapshot-ranges.ts';
export type { SnapshotRow } from './repositories/snapshots.ts';
export type { RecordingWriter, WriterOptions } from './writer/recording-writer.ts';
