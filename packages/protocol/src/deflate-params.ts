import { type Extension, parseExtensions } from './extension-header.ts';

const NAME = 'permessage-deflate';

/** What both sides agreed on (RFC 7692 7.1). `server*` rules what the server sends, `client*` what the client sends. */
export interface DeflateParams {
	serverNoContextTakeover: boolean;
	clientNoContextTakeover: boolean;
	/** 8-15 */
	serverMaxWindowBits: number;
	/** 8-15 */
	clientMaxWindowBits: number;
}

/** One permessage-deflate element of a client's offer. */
export interface DeflateOffer {
	serverNoContextTakeover: boolean;
	clientNoContextTakeover: boolean;
	/** null when the offer leaves it open. */
	serverMaxWindowBits: number | null;
	/** `true`: offered without a value, the server may choose; null: the client cannot limit its window. */
	clientMaxWindowBits: number | true | null;
}

/** What a server is ready to agree on. Left out: no context takeover is not asked for, windows of 15 bits. */
export interface DeflateSettings {
	serverNoContextTakeover?: boolean;
	clientNoContextTakeover?: boolean;
	serverMaxWindowBits?: number;
	clientMaxWindowBits?: number;
}

/**
 * The permessage-deflate elements of an offer, in the client's order of preference. Elements with unknown, repeated or
 * invalid parameters are left out, as RFC 7692 7.1 makes a server decline them; `problems` names those.
 */
export function parsePermessageDeflate(headerValue: string): { offers: DeflateOffer[]; problems: string[] } {
	const extensions = parseExtensions(headerValue);
	if (extensions === null) return { offers: [], problems: ['the header does not follow the grammar of RFC 6455 9.1'] };
	const offers: DeflateOffer[] = [];
	const problems: string[] = [];
	for (const extension of extensions) {
		if (extension.name !== NAME) continue;
		const { params, problem } = readParams(extension);
		if (problem !== null) problems.push(problem);
		else offers.push(params);
	}
	return { offers, problems };
}

/** Chooses the first offer that can be met and writes the response header value; null when there is none. */
export function negotiateDeflate(
	offerHeader: string | null,
	settings: DeflateSettings = {},
): { header: string; params: DeflateParams } | null {
	if (offerHeader === null) return null;
	for (const offer of parsePermessageDeflate(offerHeader).offers) {
		// RFC 7692 7.1.2.2: without the client's word that it can, its window must not be limited.
		const wanted = settings.clientMaxWindowBits ?? 15;
		if (offer.clientMaxWindowBits === null && wanted < 15) continue;
		return answer(offer, settings);
	}
	return null;
}

function answer(offer: DeflateOffer, settings: DeflateSettings): { header: string; params: DeflateParams } {
	const clientLimit = typeof offer.clientMaxWindowBits === 'number' ? offer.clientMaxWindowBits : 15;
	const params: DeflateParams = {
		serverNoContextTakeover: offer.serverNoContextTakeover || (settings.serverNoContextTakeover ?? false),
		clientNoContextTakeover: offer.clientNoContextTakeover || (settings.clientNoContextTakeover ?? false),
		serverMaxWindowBits: Math.min(offer.serverMaxWindowBits ?? 15, settings.serverMaxWindowBits ?? 15),
		clientMaxWindowBits: Math.min(clientLimit, settings.clientMaxWindowBits ?? 15),
	};
	let header: string = NAME;
	if (params.serverNoContextTakeover) header += '; server_no_context_takeover';
	if (params.clientNoContextTakeover) header += '; client_no_context_takeover';
	// RFC 7692 7.1.2.1: an offered server_max_window_bits must be answered, also when it is 15.
	if (offer.serverMaxWindowBits !== null || params.serverMaxWindowBits < 15) {
		header += `; server_max_window_bits=${params.serverMaxWindowBits}`;
	}
	if (params.clientMaxWindowBits < 15) header += `; client_max_window_bits=${params.clientMaxWindowBits}`;
	return { header, params };
}

/** What the server's response header agrees on; null when it does not hold a usable permessage-deflate. */
export function readDeflateResponse(headerValue: string | null): DeflateParams | null {
	if (headerValue === null) return null;
	const extension = parseExtensions(headerValue)?.find(({ name }) => name === NAME);
	if (extension === undefined) return null;
	const { params, problem } = readParams(extension);
	// RFC 7692 7.1.2.2: in a response client_max_window_bits has a value.
	if (problem !== null || params.clientMaxWindowBits === true) return null;
	return {
		serverNoContextTakeover: params.serverNoContextTakeover,
		clientNoContextTakeover: params.clientNoContextTakeover,
		serverMaxWindowBits: params.serverMaxWindowBits ?? 15,
		clientMaxWindowBits: params.clientMaxWindowBits ?? 15,
	};
}

/** Whether an answer keeps to one of the client's offers (RFC 7692 7.1.1, 7.1.2). */
export function answersOffer(offerHeader: string, params: DeflateParams): boolean {
	return parsePermessageDeflate(offerHeader).offers.some((offer) => {
		if (offer.serverNoContextTakeover && !params.serverNoContextTakeover) return false;
		if (params.serverMaxWindowBits > (offer.serverMaxWindowBits ?? 15)) return false;
		return params.clientMaxWindowBits === 15 || offer.clientMaxWindowBits !== null;
	});
}

/** RFC 7692 7.1: the four parameters, each at most once. */
function readParams(extension: Extension): { params: DeflateOffer; problem: string | null } {
	const params: DeflateOffer = {
		serverNoContextTakeover: false,
		clientNoContextTakeover: false,
		serverMaxWindowBits: null,
		clientMaxWindowBits: null,
	};
	const seen = new Set<string>();
	for (const [name, value] of extension.params) {
		if (seen.has(name)) return { params, problem: `${name} is given twice` };
		seen.add(name);
		if (!readParam(params, name, value)) {
			return { params, problem: `${value === null ? name : `${name}=${value}`} is no valid parameter` };
		}
	}
	return { params, problem: null };
}

function readParam(params: DeflateOffer, name: string, value: string | null): boolean {
	const bits = value === null ? null : readWindowBits(value);
	switch (name) {
		case 'server_no_context_takeover':
			params.serverNoContextTakeover = true;
			return value === null;
		case 'client_no_context_takeover':
			params.clientNoContextTakeover = true;
			return value === null;
		case 'server_max_window_bits':
			params.serverMaxWindowBits = bits;
			return bits !== null;
		case 'client_max_window_bits':
			params.clientMaxWindowBits = bits ?? true;
			return value === null || bits !== null;
		default:
			return false;
	}
}

/** RFC 7692 7.1.2.1: a decimal integer from 8 to 15 without leading zeros. */
function readWindowBits(value: string): number | null {
	return /^(8|9|1[0-5])$/.test(value) ? Number(value) : null;
}
