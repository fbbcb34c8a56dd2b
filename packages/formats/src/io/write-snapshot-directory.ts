import type { Snapshot } from '@refrain/traffic';
import { SnapshotDirectoryWriter } from './snapshot-directory-writer.ts';

/**
 * Writes a snapshot as a directory that `readSnapshotDirectory` opens.
 * @throws FormatsError ALREADY_EXISTS, WRITE_FAILED
 */
export async function writeSnapshotDirectory(
	directory: string,
	snapshot: Snapshot,
	{ generator, source }: { generator: string; source?: string },
): Promise<void> {
	const { id, name, createdAtUs } = snapshot;
	// All of it is in memory already, so nothing is gained by a bound on what waits for the disk.
	const maxBufferedBytes = Number.POSITIVE_INFINITY;
	const options = { id, name, createdAtUs, generator, source, maxBufferedBytes };
	const writer = await SnapshotDirectoryWriter.create(directory, options);
	for (const { connection, frames, http } of snapshot.connections) {
		const { id: connectionId, recordingId, kind, openedAtUs, clientAddress, serverAddress, tls } = connection;
		writer.open({ id: connectionId, recordingId, kind, openedAtUs, clientAddress, serverAddress, tls }, connection);
		for (const exchange of http) writer.http(connectionId, exchange);
		if (connection.handshake !== null) writer.handshake(connectionId, connection.handshake);
		for (const violation of connection.violations) writer.violation(connectionId, violation);
		for (const frame of frames) writer.frame(connectionId, frame);
		if (connection.close !== null && connection.closedAtUs !== null) {
			writer.close(connectionId, connection.close, connection.closedAtUs);
		}
		await writer.flush();
	}
	await writer.finish();
	if (writer.failure !== null) throw writer.failure;
}
