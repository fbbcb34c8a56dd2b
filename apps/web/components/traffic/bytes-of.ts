import { decodeBase64 } from '@refrain/traffic';

/** Bytes that the api sent as base64. */
export function bytesOf(base64: string): Uint8Array {
	const bytes = decodeBase64(base64);
	if (!bytes) throw new Error('The server sent bytes that are not base64. Reload the page.');
	return bytes;
}
