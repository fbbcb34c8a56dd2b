import { type CaptureStore, type OwnedSink, serveRecorder } from '@refrain/capture';
import { openDatabase, type RecordingWriter } from '@refrain/db';

/** What the thread that decodes and stores a capture is told. */
interface ThreadData {
	databaseUrl: string;
	recordingId: string;
}

// Threads of Node 20 do not inherit the loader for TypeScript: the entry registers it.
const ENTRY = new URL('../bin/recorder-thread.mjs', import.meta.url);

/** Decodes and stores on a thread of its own: neither decoder nor compression holds up what is relayed. */
export function recorderThread(data: ThreadData): CaptureStore {
	return { worker: { entry: ENTRY, data } };
}

/** Runs on that thread. */
export function serveDatabase(): Promise<void> {
	return serveRecorder<ThreadData>(async ({ databaseUrl, recordingId }) => {
		const db = openDatabase(databaseUrl, { max: 1 });
		return ownedSink(db.writer(recordingId), () => db.close());
	});
}

function ownedSink(writer: RecordingWriter, close: () => Promise<void>): OwnedSink {
	return {
		open: (connection) => writer.open(connection),
		handshake: (id, handshake) => writer.handshake(id, handshake),
		frame: (id, frame) => writer.frame(id, frame),
		http: (id, exchange) => writer.http(id, exchange),
		violation: (id, violation) => writer.violation(id, violation),
		close: (id, info, atUs) => writer.close(id, info, atUs),
		flush: () => writer.flush(),
		get droppedFrames() {
			return writer.droppedFrames;
		},
		async finish() {
			await writer[Symbol.asyncDispose]();
			await close();
		},
	};
}
