import { sha1 } from '@noble/hashes/legacy.js';
import { base64, latin1Bytes } from './ascii.ts';

/** RFC 6455 1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455 4.2.2, item 5.4). */
export function secWebSocketAccept(key: string): string {
	return base64(sha1(latin1Bytes(key.trim() + GUID)));
}
