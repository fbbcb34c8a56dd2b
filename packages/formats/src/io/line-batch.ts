import { type ConnectionEvent, encodeSnapshotLine } from '@refrain/traffic';

/** Lines that are written at once. */
interface LineBatch {
	text: string;
	events: number;
	/** What they cost while they waited. */
	bytes: number;
}

/** Bytes that an event costs beside its payload. */
const EVENT_BYTES = 256;
/** Text that is made and written at once, so that encoding does not hold up the relay for long. */
const BATCH_CHARACTERS = 1 << 20;

/** Node's own is ten times as fast, which counts while a relay waits. */
function toBase64(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Lines of the first events, up to about a megabyte. */
export function takeBatch(waiting: readonly ConnectionEvent[]): LineBatch {
	const batch: LineBatch = { text: '', events: 0, bytes: 0 };
	for (const event of waiting) {
		batch.text += `${encodeSnapshotLine(event, toBase64)}\n`;
		batch.events++;
		batch.bytes += costOf(event);
		if (batch.text.length >= BATCH_CHARACTERS) break;
	}
	return batch;
}

/** Memory that an event takes while it waits. */
export function costOf(event: ConnectionEvent): number {
	return payloadBytesOf(event) + EVENT_BYTES;
}

function payloadBytesOf(event: ConnectionEvent): number {
	switch (event.type) {
		case 'frame':
			return event.frame.payload.byteLength;
		case 'handshake':
			return event.handshake.responseBody.byteLength;
		case 'http':
			return event.exchange.requestBody.byteLength + event.exchange.responseBody.byteLength;
		case 'violation':
			return event.violation.bytes.byteLength;
		default:
			return 0;
	}
}
