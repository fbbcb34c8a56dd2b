import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Null when the client broke off, or sends more than any recorded request can be equal to. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	try {
		for await (const chunk of request) {
			bytes += chunk.length;
			if (bytes > MAX_BODY_BYTES) return null;
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	} catch {
		return null;
	}
}
