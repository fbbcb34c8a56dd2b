import { encodeFrame, secWebSocketAccept } from '@refrain/protocol';

/** Both peers use one key, so that neither needs to compute anything. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

export const UPGRADE_REQUEST = Buffer.from(
	`GET /bench HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
);

/** The answer to whatever key a proxy sends on. */
export function upgradeResponse(request: string): Buffer {
	const key = /sec-websocket-key: *(\S+)/i.exec(request)?.[1] ?? KEY;
	return Buffer.from(
		`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${secWebSocketAccept(key)}\r\n\r\n`,
	);
}

/** A JSON text of exactly so many bytes. */
function payload(bytes: number): Buffer {
	const start = '{"type":"client_message","content":"';
	return Buffer.from(`${start}${'x'.repeat(bytes - start.length - 2)}"}`);
}

/** `count` equal frames in one buffer: any number of them is a view of its start. */
export function frames(
	sender: 'client' | 'server',
	payloadBytes: number,
	count: number,
): { all: Buffer; frameBytes: number } {
	const maskingKey = sender === 'client' ? 0x1f2e3d4c : null;
	const frame = Buffer.from(encodeFrame({ opcode: 1, payload: payload(payloadBytes), maskingKey }));
	return { all: Buffer.concat(Array<Buffer>(count).fill(frame)), frameBytes: frame.length };
}

/** Counts whole frames of one size in a stream by their bytes alone, which costs nothing per frame. */
export class FrameCounter {
	readonly #frameBytes: number;
	#left = 0;

	constructor(frameBytes: number) {
		this.#frameBytes = frameBytes;
	}

	push(bytes: number): number {
		const total = this.#left + bytes;
		this.#left = total % this.#frameBytes;
		return (total - this.#left) / this.#frameBytes;
	}
}
