import { secWebSocketAccept } from './accept.ts';
import { readDeflateResponse } from './deflate-params.ts';
import type { RequestHead, ResponseHead } from './events.ts';
import { parseExtensions } from './extension-header.ts';
import { headerHas, headerList, headerValue } from './http-headers.ts';
import type { ViolationCode } from './violations.ts';

export interface HandshakeProblem {
	code: ViolationCode;
	message: string;
}

/** Whether a request asks for a WebSocket, well-formed or not (RFC 6455 4.2.1, item 3). */
export function isUpgradeRequest({ headers }: RequestHead): boolean {
	return headerHas(headers, 'upgrade', 'websocket');
}

/** What RFC 6455 4.1 asks of a client's handshake and this one lacks. */
export function judgeUpgradeRequest({ method, headers }: RequestHead): HandshakeProblem[] {
	const problems: HandshakeProblem[] = [];
	if (method !== 'GET') {
		problems.push({ code: 'bad-upgrade-method', message: `The upgrade is asked for with ${method}; it must be GET.` });
	}
	if (!headerHas(headers, 'connection', 'upgrade')) {
		problems.push({ code: 'missing-connection-upgrade', message: 'The upgrade request has no "Connection: Upgrade".' });
	}
	const key = headerValue(headers, 'sec-websocket-key');
	// RFC 6455 4.1, item 7: 16 bytes in base64.
	if (key === null || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
		const message =
			key === null ? 'The request has no Sec-WebSocket-Key.' : `Sec-WebSocket-Key "${key}" is not 16 bytes in base64.`;
		problems.push({ code: 'bad-key', message });
	}
	if (headerValue(headers, 'sec-websocket-version') === null) {
		problems.push({ code: 'missing-version', message: 'The upgrade request has no Sec-WebSocket-Version.' });
	}
	problems.push(...judgeExtensionGrammar(headerValue(headers, 'sec-websocket-extensions')));
	return problems;
}

/** What RFC 6455 4.1 makes a client fail a 101 for, and RFC 7692 7.1 the parameters of permessage-deflate. */
export function judgeUpgradeResponse(request: RequestHead, response: ResponseHead): HandshakeProblem[] {
	const { headers } = response;
	const problems: HandshakeProblem[] = [];
	if (!headerHas(headers, 'upgrade', 'websocket')) {
		problems.push({ code: 'missing-upgrade', message: 'The 101 has no "Upgrade: websocket".' });
	}
	if (!headerHas(headers, 'connection', 'upgrade')) {
		problems.push({ code: 'missing-connection-upgrade', message: 'The 101 has no "Connection: Upgrade".' });
	}
	const wanted = secWebSocketAccept(headerValue(request.headers, 'sec-websocket-key') ?? '');
	const accept = headerValue(headers, 'sec-websocket-accept');
	if (accept !== wanted) {
		const message = `Sec-WebSocket-Accept is ${accept === null ? 'missing' : `"${accept}"`}; the key asks for "${wanted}".`;
		problems.push({ code: 'wrong-accept', message });
	}
	problems.push(...judgeSubprotocol(request, response), ...judgeExtensions(request, response));
	return problems;
}

function judgeSubprotocol(request: RequestHead, response: ResponseHead): HandshakeProblem[] {
	const chosen = headerValue(response.headers, 'sec-websocket-protocol');
	if (chosen === null || headerList(request.headers, 'sec-websocket-protocol').includes(chosen)) return [];
	return [
		{ code: 'unoffered-subprotocol', message: `The server chose subprotocol "${chosen}", which was not offered.` },
	];
}

function judgeExtensions(request: RequestHead, response: ResponseHead): HandshakeProblem[] {
	const header = headerValue(response.headers, 'sec-websocket-extensions');
	const chosen = parseExtensions(header ?? '');
	if (chosen === null) return judgeExtensionGrammar(header);
	const offered = parseExtensions(headerValue(request.headers, 'sec-websocket-extensions') ?? '') ?? [];
	const problems: HandshakeProblem[] = [];
	for (const { name } of chosen) {
		if (offered.some((extension) => extension.name === name)) continue;
		problems.push({
			code: 'unoffered-extension',
			message: `The server chose extension "${name}", which was not offered.`,
		});
	}
	if (chosen.some(({ name }) => name === 'permessage-deflate') && readDeflateResponse(header) === null) {
		const message = `"${header}" is no valid answer to a permessage-deflate offer.`;
		problems.push({ code: 'bad-deflate-parameters', message });
	}
	return problems;
}

function judgeExtensionGrammar(header: string | null): HandshakeProblem[] {
	if (header === null || parseExtensions(header) !== null) return [];
	return [
		{ code: 'bad-extension-header', message: `Sec-WebSocket-Extensions "${header}" does not follow the grammar.` },
	];
}
