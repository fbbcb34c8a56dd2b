import { secWebSocketAccept } from './accept.ts';
import { answersOffer, readDeflateResponse } from './deflate-params.ts';
import type { Headers, RequestHead, ResponseHead } from './events.ts';
import { parseExtensions } from './extension-header.ts';
import { headerHas, headerList, headerValue } from './http-headers.ts';
import type { ViolationCode } from './violations.ts';

export interface HandshakeProblem {
	code: ViolationCode;
	message: string;
	/** The header that is wrong; null when one is missing or the start line is meant. */
	field: string | null;
}

const KEY = 'Sec-WebSocket-Key';
const VERSION = 'Sec-WebSocket-Version';
const ACCEPT = 'Sec-WebSocket-Accept';
const PROTOCOL = 'Sec-WebSocket-Protocol';
const EXTENSIONS = 'Sec-WebSocket-Extensions';

/** Whether a request asks for a WebSocket, well-formed or not (RFC 6455 4.2.1, item 3). */
export function isUpgradeRequest({ headers }: RequestHead): boolean {
	return headerHas(headers, 'upgrade', 'websocket');
}

/** What RFC 6455 4.1 asks of a client's handshake and this one lacks. */
export function judgeUpgradeRequest({ method, headers }: RequestHead): HandshakeProblem[] {
	const problems: HandshakeProblem[] = [];
	if (method !== 'GET') {
		const message = `The upgrade is asked for with ${method}; it must be GET.`;
		problems.push({ code: 'bad-upgrade-method', message, field: null });
	}
	if (!headerHas(headers, 'connection', 'upgrade')) {
		const message = 'The upgrade request has no "Connection: Upgrade".';
		problems.push({ code: 'missing-connection-upgrade', message, field: 'Connection' });
	}
	const key = headerValue(headers, KEY);
	// RFC 6455 4.1, item 7: 16 bytes in base64.
	if (key === null || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
		const message = key === null ? `The request has no ${KEY}.` : `${KEY} "${key}" is not 16 bytes in base64.`;
		problems.push({ code: 'bad-key', message, field: KEY });
	}
	if (headerValue(headers, VERSION) === null) {
		problems.push({ code: 'missing-version', message: `The upgrade request has no ${VERSION}.`, field: VERSION });
	}
	return [...problems, ...judgeExtensionGrammar(headerValue(headers, EXTENSIONS))];
}

/** What RFC 6455 4.1 makes a client fail a 101 for, and RFC 7692 7.1 the parameters of permessage-deflate. */
export function judgeUpgradeResponse(request: RequestHead, { headers }: ResponseHead): HandshakeProblem[] {
	const problems: HandshakeProblem[] = [];
	for (const [field, element] of [
		['Upgrade', 'websocket'],
		['Connection', 'upgrade'],
	] as const) {
		if (headerHas(headers, field, element)) continue;
		const code = field === 'Upgrade' ? 'missing-upgrade' : 'missing-connection-upgrade';
		problems.push({ code, message: `The 101 has no "${field}: ${element}".`, field });
	}
	const wanted = secWebSocketAccept(headerValue(request.headers, KEY) ?? '');
	const accept = headerValue(headers, ACCEPT);
	if (accept !== wanted) {
		const found = accept === null ? 'missing' : `"${accept}"`;
		problems.push({
			code: 'wrong-accept',
			message: `${ACCEPT} is ${found}; the key asks for "${wanted}".`,
			field: ACCEPT,
		});
	}
	return [...problems, ...judgeSubprotocol(request.headers, headers), ...judgeExtensions(request.headers, headers)];
}

function judgeSubprotocol(asked: Headers, answered: Headers): HandshakeProblem[] {
	const chosen = headerValue(answered, PROTOCOL);
	if (chosen === null || headerList(asked, PROTOCOL).includes(chosen)) return [];
	const message = `The server chose subprotocol "${chosen}", which was not offered.`;
	return [{ code: 'unoffered-subprotocol', message, field: PROTOCOL }];
}

function judgeExtensions(asked: Headers, answered: Headers): HandshakeProblem[] {
	const answer = headerValue(answered, EXTENSIONS);
	const chosen = parseExtensions(answer ?? '');
	if (answer === null || chosen === null) return judgeExtensionGrammar(answer);
	const offer = headerValue(asked, EXTENSIONS) ?? '';
	const offered = parseExtensions(offer) ?? [];
	return chosen.flatMap(({ name }): HandshakeProblem[] => {
		if (!offered.some((extension) => extension.name === name)) {
			const message = `The server chose extension "${name}", which was not offered.`;
			return [{ code: 'unoffered-extension', message, field: EXTENSIONS }];
		}
		const params = name === 'permessage-deflate' ? readDeflateResponse(answer) : undefined;
		if (params === undefined || (params !== null && answersOffer(offer, params))) return [];
		const message = `"${answer}" does not answer the offer "${offer}".`;
		return [{ code: 'bad-deflate-parameters', message, field: EXTENSIONS }];
	});
}

function judgeExtensionGrammar(header: string | null): HandshakeProblem[] {
	if (header === null || parseExtensions(header) !== null) return [];
	const message = `${EXTENSIONS} "${header}" does not follow the grammar.`;
	return [{ code: 'bad-extension-header', message, field: EXTENSIONS }];
}
