import { latin1Bytes } from './ascii.ts';
import { joinBytes, NO_BYTES } from './byte-buffer.ts';
import type { Headers } from './events.ts';
import { headerValues } from './http-headers.ts';

export interface RequestToBuild {
	method: string;
	target: string;
	/** Written as given, in order. */
	headers: Headers;
	/** Adds Content-Length when `headers` says nothing of the body's length. */
	body?: Uint8Array;
}

export interface ResponseToBuild {
	status: number;
	reason: string;
	/** Written as given, in order. */
	headers: Headers;
	/** Adds Content-Length when `headers` says nothing of the body's length. */
	body?: Uint8Array;
}

export interface UpgradeRequestToBuild {
	target: string;
	host: string;
	/** Sec-WebSocket-Key: 16 random bytes in base64, of the caller's choice. */
	key: string;
	/** Added after those of the handshake; the handshake's own fields (RFC 6455 4.1) in it are left out. */
	headers?: Headers;
	subprotocols?: readonly string[];
	/** Sec-WebSocket-Extensions as it shall be sent. */
	extensions?: string | null;
}

/** An HTTP/1.1 request (RFC 9112 3). Header text is written as ISO 8859-1, the way the parser reads it. */
export function buildRequest({ method, target, headers, body }: RequestToBuild): Uint8Array {
	return build(`${method} ${target} HTTP/1.1`, headers, body);
}

/** An HTTP/1.1 response (RFC 9112 4). */
export function buildResponse({ status, reason, headers, body }: ResponseToBuild): Uint8Array {
	return build(`HTTP/1.1 ${status} ${reason}`, headers, body);
}

const HANDSHAKE_FIELDS = new Set([
	'host',
	'upgrade',
	'connection',
	'sec-websocket-key',
	'sec-websocket-version',
	'sec-websocket-protocol',
	'sec-websocket-extensions',
]);

/** A client's opening handshake (RFC 6455 4.1). */
export function buildUpgradeRequest(request: UpgradeRequestToBuild): Uint8Array {
	const { target, host, key, headers = [], subprotocols = [], extensions = null } = request;
	const fields: (readonly [string, string])[] = [
		['Host', host],
		['Upgrade', 'websocket'],
		['Connection', 'Upgrade'],
		['Sec-WebSocket-Key', key],
		['Sec-WebSocket-Version', '13'],
	];
	if (subprotocols.length > 0) fields.push(['Sec-WebSocket-Protocol', subprotocols.join(', ')]);
	if (extensions !== null) fields.push(['Sec-WebSocket-Extensions', extensions]);
	fields.push(...headers.filter(([name]) => !HANDSHAKE_FIELDS.has(name.toLowerCase())));
	return buildRequest({ method: 'GET', target, headers: fields });
}

function build(startLine: string, headers: Headers, body: Uint8Array | undefined): Uint8Array {
	const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
	const told = ['content-length', 'transfer-encoding'].some((name) => headerValues(headers, name).length > 0);
	if (body !== undefined && !told) lines.push(`Content-Length: ${body.length}\r\n`);
	return joinBytes([latin1Bytes(`${startLine}\r\n${lines.join('')}\r\n`), body ?? NO_BYTES]);
}
