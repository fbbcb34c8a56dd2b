import { describe, expect, test } from 'vitest';
import { answersOffer, negotiateDeflate, parsePermessageDeflate, readDeflateResponse } from './deflate-params.ts';

const PLAIN = {
	serverNoContextTakeover: false,
	clientNoContextTakeover: false,
	serverMaxWindowBits: null,
	clientMaxWindowBits: null,
};
const AGREED = { ...PLAIN, serverMaxWindowBits: 15, clientMaxWindowBits: 15 };

describe('an offer (RFC 7692 7.1)', () => {
	test.each([
		['', []],
		['x-other', []],
		['permessage-deflate', [PLAIN]],
		['permessage-deflate; client_max_window_bits', [{ ...PLAIN, clientMaxWindowBits: true }]],
		['permessage-deflate; client_max_window_bits=10', [{ ...PLAIN, clientMaxWindowBits: 10 }]],
		['permessage-deflate; server_max_window_bits="8"', [{ ...PLAIN, serverMaxWindowBits: 8 }]],
		[
			'permessage-deflate; server_no_context_takeover; client_no_context_takeover, permessage-deflate',
			[{ ...PLAIN, serverNoContextTakeover: true, clientNoContextTakeover: true }, PLAIN],
		],
	])('%j', (header, offers) => {
		expect(parsePermessageDeflate(header)).toEqual({ offers, problems: [] });
	});

	test.each([
		['permessage-deflate; server_max_window_bits', 'server_max_window_bits is no valid parameter'],
		['permessage-deflate; server_max_window_bits=7', 'server_max_window_bits=7 is no valid parameter'],
		['permessage-deflate; server_max_window_bits=16', 'server_max_window_bits=16 is no valid parameter'],
		['permessage-deflate; client_max_window_bits=08', 'client_max_window_bits=08 is no valid parameter'],
		['permessage-deflate; server_no_context_takeover=1', 'server_no_context_takeover=1 is no valid parameter'],
		['permessage-deflate; unknown', 'unknown is no valid parameter'],
		['permessage-deflate; client_max_window_bits; client_max_window_bits', 'client_max_window_bits is given twice'],
		['permessage-deflate; =', 'the header does not follow the grammar of RFC 6455 9.1'],
	])('%j is declined', (header, problem) => {
		expect(parsePermessageDeflate(header)).toEqual({ offers: [], problems: [problem] });
	});
});

describe('the answer to an offer', () => {
	test.each([
		['permessage-deflate', {}, 'permessage-deflate'],
		['permessage-deflate; client_max_window_bits', {}, 'permessage-deflate'],
		[
			'permessage-deflate; client_max_window_bits',
			{ clientMaxWindowBits: 9 },
			'permessage-deflate; client_max_window_bits=9',
		],
		['permessage-deflate; client_max_window_bits=10', {}, 'permessage-deflate; client_max_window_bits=10'],
		['permessage-deflate; server_max_window_bits=15', {}, 'permessage-deflate; server_max_window_bits=15'],
		[
			'permessage-deflate; server_max_window_bits=9',
			{ serverMaxWindowBits: 12 },
			'permessage-deflate; server_max_window_bits=9',
		],
		['permessage-deflate', { serverMaxWindowBits: 12 }, 'permessage-deflate; server_max_window_bits=12'],
		[
			'permessage-deflate; client_no_context_takeover',
			{ serverNoContextTakeover: true },
			'permessage-deflate; server_no_context_takeover; client_no_context_takeover',
		],
		[
			'permessage-deflate; bad, permessage-deflate; server_max_window_bits=8',
			{},
			'permessage-deflate; server_max_window_bits=8',
		],
		[
			'permessage-deflate, permessage-deflate; client_max_window_bits',
			{ clientMaxWindowBits: 9 },
			'permessage-deflate; client_max_window_bits=9',
		],
	])('%j with %j', (offer, settings, header) => {
		const answer = negotiateDeflate(offer, settings);
		expect(answer?.header).toBe(header);
		expect(readDeflateResponse(header)).toEqual(answer?.params);
		expect(answersOffer(offer, answer?.params ?? AGREED)).toBe(true);
	});

	test('there is none without an offer that can be met', () => {
		expect(negotiateDeflate(null)).toBeNull();
		expect(negotiateDeflate('x-other')).toBeNull();
		expect(negotiateDeflate('permessage-deflate', { clientMaxWindowBits: 9 })).toBeNull();
	});
});

describe('a response', () => {
	test.each([
		['permessage-deflate', AGREED],
		['x-other, permessage-deflate; server_no_context_takeover', { ...AGREED, serverNoContextTakeover: true }],
		['permessage-deflate; client_max_window_bits=9', { ...AGREED, clientMaxWindowBits: 9 }],
		['permessage-deflate; client_max_window_bits', null],
		['permessage-deflate; server_max_window_bits=99', null],
		['x-other', null],
		['', null],
		[null, null],
	])('%j', (header, params) => {
		expect(readDeflateResponse(header)).toEqual(params);
	});

	test.each([
		['permessage-deflate; server_no_context_takeover', AGREED],
		['permessage-deflate; server_max_window_bits=10', { ...AGREED, serverMaxWindowBits: 11 }],
		['permessage-deflate', { ...AGREED, clientMaxWindowBits: 9 }],
		['x-other', AGREED],
	])('that goes beyond the offer %j', (offer, params) => {
		expect(answersOffer(offer, params)).toBe(false);
	});
});
