import {
	buildResponse,
	type DeflateParams,
	type Headers,
	headerList,
	headerValue,
	headerValues,
	negotiateDeflate,
	parsePermessageDeflate,
	type RequestHead,
	readDeflateResponse,
	secWebSocketAccept,
} from '@refrain/protocol';
import type { Connection } from '@refrain/traffic';

/** Fields that each handshake makes anew, and those of one hop. */
const OWN_FIELDS = new Set([
	'connection',
	'upgrade',
	'sec-websocket-accept',
	'sec-websocket-protocol',
	'sec-websocket-extensions',
	'content-length',
	'transfer-encoding',
	'keep-alive',
	'date',
]);

export interface Acceptance {
	response: Uint8Array;
	subprotocol: string | null;
	deflate: DeflateParams | null;
}

/**
 * The 101 for this client: computed from its key, with a subprotocol and extensions that it offered, and with the fields
 * and cookies that the recorded service sent.
 */
export function acceptUpgrade(request: RequestHead, recorded: Connection): Acceptance {
	const subprotocol = chooseSubprotocol(request, recorded);
	const deflate = declinedDeflate(recorded)
		? null
		: negotiateDeflate(offeredExtensions(request), deflateSettings(recorded));
	const headers: [string, string][] = [
		['Upgrade', 'websocket'],
		['Connection', 'Upgrade'],
		['Sec-WebSocket-Accept', secWebSocketAccept(headerValue(request.headers, 'sec-websocket-key') ?? '')],
	];
	if (subprotocol !== null) headers.push(['Sec-WebSocket-Protocol', subprotocol]);
	if (deflate !== null) headers.push(['Sec-WebSocket-Extensions', deflate.header]);
	const response = buildResponse({
		status: 101,
		reason: 'Switching Protocols',
		headers: [...headers, ...otherFields(recorded.handshake?.response?.headers ?? [])],
	});
	return { response, subprotocol, deflate: deflate?.params ?? null };
}

/** The refusal that the recorded service gave, with its body. */
export function refuseUpgrade(recorded: Connection): Uint8Array {
	const { handshake } = recorded;
	const { status = 403, reason = 'Forbidden', headers = [] } = handshake?.response ?? {};
	return buildResponse({
		status,
		reason,
		headers: [...otherFields(headers), ['Connection', 'close']],
		body: handshake?.responseBody ?? new Uint8Array(),
	});
}

/** A refusal of the mock itself, in plain text. */
export function refuseWith(status: number, reason: string, text: string): Uint8Array {
	return buildResponse({
		status,
		reason,
		headers: [
			['Content-Type', 'text/plain; charset=utf-8'],
			['Connection', 'close'],
			// RFC 6455 4.4: a server that refuses a version names those it takes.
			...(status === 426
				? ([
						['Upgrade', 'websocket'],
						['Sec-WebSocket-Version', '13'],
					] as [string, string][])
				: []),
		],
		body: new TextEncoder().encode(`${text}\n`),
	});
}

/** The recorded choice where the client offers it, else the client's first; RFC 6455 4.2.2: none when it offers none. */
function chooseSubprotocol(request: RequestHead, { handshake }: Connection): string | null {
	const offered = headerList(request.headers, 'sec-websocket-protocol');
	const recorded = handshake?.subprotocol ?? null;
	if (recorded === null || offered.length === 0) return null;
	return offered.includes(recorded) ? recorded : (offered[0] ?? null);
}

/** Offers may be spread over several fields of the name (RFC 6455 9.1). */
function offeredExtensions({ headers }: RequestHead): string | null {
	const offers = headerValues(headers, 'sec-websocket-extensions');
	return offers.length === 0 ? null : offers.join(', ');
}

/** The recorded service was offered compression and did without. */
function declinedDeflate({ handshake }: Connection): boolean {
	if (handshake === null || !handshake.accepted || readDeflateResponse(handshake.extensions) !== null) return false;
	return parsePermessageDeflate(offeredExtensions(handshake.request) ?? '').offers.length > 0;
}

/** Compression as the recorded service did it, where it did. */
function deflateSettings({ handshake }: Connection) {
	const params = readDeflateResponse(handshake?.extensions ?? null);
	if (params === null) return {};
	const { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits } = params;
	return { serverNoContextTakeover, clientNoContextTakeover, serverMaxWindowBits };
}

function otherFields(headers: Headers): Headers {
	return headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
}
