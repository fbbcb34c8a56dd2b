import { serveRecorder } from '@refrain/capture';
import { type SnapshotDirectoryOptions, SnapshotDirectoryWriter } from '@refrain/formats';

/** What the thread that decodes and stores is told. */
export type StoreData = SnapshotDirectoryOptions & { directory: string };

/** Runs on that thread: encoding and writing must not hold up the relay. */
export function serveStore(): Promise<void> {
	return serveRecorder<StoreData>(({ directory, ...options }) => SnapshotDirectoryWriter.create(directory, options));
}
