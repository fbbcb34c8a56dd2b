import { ConversationDecoder, type ConversationDecoderOptions, type ConversationEvent } from '../../src/index.ts';
import { ascii } from './hex.ts';

/** The key and accept of RFC 6455 1.3. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

export function upgradeRequest(extra = ''): Uint8Array {
	return ascii(
		`GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${extra}\r\n`,
	);
}

export function upgradeResponse(extra = ''): Uint8Array {
	return ascii(
		`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${ACCEPT}\r\n${extra}\r\n`,
	);
}

/** A decoder behind an accepted handshake; with the extension header given, if any, offered and chosen as it is. */
export function upgraded(extensions: string | null, options?: ConversationDecoderOptions): ConversationDecoder {
	const decoder = new ConversationDecoder(options);
	const extra = extensions === null ? '' : `Sec-WebSocket-Extensions: ${extensions}\r\n`;
	decoder.push('client', upgradeRequest(extra), 1);
	decoder.push('server', upgradeResponse(extra), 2);
	return decoder;
}

export function framesOf(events: readonly ConversationEvent[]) {
	return events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []));
}

export function violationsOf(events: readonly { type: string }[]): string[] {
	return (events as ConversationEvent[]).flatMap((event) => (event.type === 'violation' ? [event.violation.code] : []));
}
