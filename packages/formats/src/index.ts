export { FormatsError, type FormatsErrorCode } from './formats-error.ts';
export { readSnapshotDirectory, type SnapshotDirectory } from './io/read-snapshot-directory.ts';
export { type SnapshotDirectoryOptions, SnapshotDirectoryWriter } from './io/snapshot-directory-writer.ts';
export { writeSnapshotDirectory } from './io/write-snapshot-directory.ts';
