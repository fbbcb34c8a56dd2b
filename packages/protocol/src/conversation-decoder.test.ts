import { describe, expect, test } from 'vitest';
import { byteByByte, lend } from '../test/support/cut.ts';
import { ascii, fromHex, toHex } from '../test/support/hex.ts';
import { framesOf, KEY, upgraded, upgradeRequest, upgradeResponse, violationsOf } from '../test/support/upgrade.ts';
import { ConversationDecoder } from './conversation-decoder.ts';
import { encodeFrame } from './frame-encoder.ts';

function join(...parts: Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts));
}

const TYPES = (events: { type: string }[]) => events.map((event) => event.type);

describe('the upgrade', () => {
	test('what a client sees of it', () => {
		const decoder = new ConversationDecoder();
		const asked = decoder.push('client', upgradeRequest('Sec-WebSocket-Protocol: a, b\r\n'), 1);
		expect(asked).toMatchObject([{ type: 'handshake-request', request: { target: '/chat' }, atUs: 1 }]);
		const answered = decoder.push(
			'server',
			upgradeResponse('Sec-WebSocket-Protocol: b\r\nSet-Cookie: x\r\nset-cookie: y\r\n'),
			2,
		);
		expect(answered).toMatchObject([
			{
				type: 'handshake',
				handshake: {
					accepted: true,
					subprotocol: 'b',
					extensions: null,
					requestAtUs: 1,
					responseAtUs: 2,
					response: { status: 101 },
				},
			},
		]);
		const [event] = answered;
		expect(event?.type === 'handshake' && event.handshake.response?.headers.slice(-2)).toEqual([
			['Set-Cookie', 'x'],
			['set-cookie', 'y'],
		]);
	});

	test('frames in the same segment as the 101', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', upgradeRequest(), 1);
		const events = decoder.push('server', join(upgradeResponse(), fromHex('8101 61 8101')), 2);
		expect(TYPES(events)).toEqual(['handshake', 'frame']);
		expect(TYPES(decoder.push('server', fromHex('62'), 3))).toEqual(['frame']);
	});

	test('a client frame before the 101 keeps its time and comes first', () => {
		const decoder = new ConversationDecoder();
		const early = encodeFrame({ opcode: 1, payload: fromHex("'early'"), maskingKey: 7 });
		decoder.push('client', join(upgradeRequest(), early.subarray(0, 4)), 1);
		decoder.push('client', early.subarray(4), 2);
		const events = decoder.push('server', join(upgradeResponse(), fromHex('8100')), 5);
		expect(framesOf(events).map((frame) => [frame.seq, frame.sender, frame.atUs])).toEqual([
			[0, 'client', 2],
			[1, 'server', 5],
		]);
		expect(violationsOf(events)).toEqual([]);
	});

	test('everything byte by byte, over memory that is reused', () => {
		const decoder = new ConversationDecoder();
		const client = join(upgradeRequest(), encodeFrame({ opcode: 2, payload: fromHex('01*300'), maskingKey: 9 }));
		const server = join(upgradeResponse(), fromHex('0101 61 8001 62'));
		const events = [
			...byteByByte(client).flatMap((byte) => lend(byte, (lent) => decoder.push('client', lent, 1))),
			...byteByByte(server).flatMap((byte) => lend(byte, (lent) => decoder.push('server', lent, 2))),
		];
		expect(TYPES(events)).toEqual(['handshake-request', 'handshake', 'frame', 'frame', 'frame']);
		expect(framesOf(events).map((frame) => toHex(frame.payload))).toEqual(['01'.repeat(300), '61', '62']);
	});

	test('HTTP exchanges may come first on the same connection', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', ascii('GET /a HTTP/1.1\r\n\r\n'), 1);
		expect(TYPES(decoder.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'), 2))).toEqual(['http']);
		decoder.push('client', upgradeRequest(), 3);
		decoder.push('server', upgradeResponse(), 4);
		expect(TYPES(decoder.push('server', fromHex('8100'), 5))).toEqual(['frame']);
	});

	test('a wrong accept, an unoffered subprotocol and extension are told and the connection is read all the same', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', upgradeRequest(), 1);
		const response = ascii(
			`HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${KEY}\r\nSec-WebSocket-Protocol: p\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
		);
		const events = decoder.push('server', join(response, fromHex('c107 f248cdc9c90700')), 2);
		expect(violationsOf(events)).toEqual(['wrong-accept', 'unoffered-subprotocol', 'unoffered-extension']);
		expect(events[0]).toMatchObject({
			violation: { sender: 'server', offset: 0, bytes: ascii(`Sec-WebSocket-Accept: ${KEY}`) },
		});
		expect(framesOf(events).map((frame) => Buffer.from(frame.payload).toString())).toEqual(['Hello']);
	});

	test('an empty extension header is no extension', () => {
		const decoder = upgraded('');
		expect(violationsOf(decoder.push('server', fromHex('c100'), 3))).toEqual(['reserved-bits']);
	});

	test('an extension that is not known here may use the reserved bits', () => {
		expect(violationsOf(upgraded('x-webkit-deflate-frame').push('server', fromHex('c101 ff'), 3))).toEqual([
			'bad-utf8',
		]);
		expect(violationsOf(upgraded('mux, permessage-deflate').push('server', fromHex('a200'), 3))).toEqual([]);
	});

	test('each direction has its own compression', () => {
		const decoder = upgraded('permessage-deflate; client_no_context_takeover');
		const hello = fromHex('f248cdc9c90700');
		const again = fromHex('f200110000');
		const frame = { opcode: 1, rsv1: true };
		for (const [sender, maskingKey] of [
			['client', 1],
			['server', null],
		] as const) {
			decoder.push(sender, encodeFrame({ ...frame, payload: hello, maskingKey }), 3);
		}
		const server = decoder.push('server', encodeFrame({ ...frame, payload: again, maskingKey: null }), 4);
		const client = decoder.push('client', encodeFrame({ ...frame, payload: again, maskingKey: 2 }), 5);
		expect([violationsOf(server), violationsOf(client)]).toEqual([[], ['bad-deflate-data']]);
	});
});

describe('an upgrade that is refused', () => {
	const BODY = 'Content-Length: 4\r\n\r\nnope';
	test.each([200, 302, 401, 403, 426, 503])('with %i, and the connection goes on', (status) => {
		const decoder = new ConversationDecoder();
		decoder.push('client', upgradeRequest(), 1);
		const events = decoder.push('server', ascii(`HTTP/1.1 ${status} No\r\n${BODY}`), 2);
		expect(events).toMatchObject([
			{ type: 'handshake', handshake: { accepted: false, response: { status }, responseBody: ascii('nope') } },
		]);
		decoder.push('client', ascii('GET /next HTTP/1.1\r\n\r\n'), 3);
		expect(TYPES(decoder.push('server', ascii(`HTTP/1.1 200 OK\r\n${BODY}`), 4))).toEqual(['http']);
		decoder.push('client', upgradeRequest(), 5);
		expect(decoder.push('server', upgradeResponse(), 6)).toMatchObject([
			{ type: 'handshake', handshake: { accepted: true } },
		]);
	});

	test('what the client sent meanwhile is read as HTTP', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', join(upgradeRequest(), ascii('GET /next HTTP/1.1\r\n\r\n')), 1);
		const events = decoder.push('server', ascii(`HTTP/1.1 403 No\r\n${BODY}`), 2);
		expect(TYPES(events)).toEqual(['handshake', 'http-request']);
	});

	test('with a body that only the end of the connection ends', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', upgradeRequest(), 1);
		expect(decoder.push('server', ascii('HTTP/1.1 401 No\r\n\r\nwho are you'), 2)).toEqual([]);
		expect(decoder.end('server', 'fin', 3)).toMatchObject([
			{ type: 'handshake', handshake: { accepted: false, responseBody: ascii('who are you') } },
		]);
		expect(decoder.end('client', 'fin', 4)).toMatchObject([{ type: 'closed', close: { by: 'server', frame: false } }]);
	});

	test('with garbage', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', upgradeRequest(), 1);
		expect(violationsOf(decoder.push('server', ascii('garbage\r\n\r\n'), 2))).toEqual(['bad-status-line']);
		const end = [...decoder.end('server', 'fin', 3), ...decoder.end('client', 'fin', 4)];
		expect(TYPES(end)).toEqual(['violation', 'handshake', 'closed']);
		expect(end[1]).toMatchObject({ handshake: { accepted: false, response: null, responseAtUs: null } });
	});

	test('with nothing, though the client sent a frame', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', join(upgradeRequest(), fromHex('8180 00000000')), 1);
		const end = [...decoder.end('server', 'fin', 2), ...decoder.end('client', 'fin', 3)];
		expect(TYPES(end)).toEqual(['violation', 'handshake', 'closed']);
		expect(end[0]).toMatchObject({ violation: { code: 'undecoded-http-bytes', bytes: fromHex('8180 00000000') } });
	});
});

describe('the end', () => {
	test('a half that ended lets the other go on', () => {
		const decoder = upgraded(null);
		expect(decoder.end('client', 'fin', 3)).toEqual([]);
		expect(TYPES(decoder.push('server', fromHex('8101 61'), 4))).toEqual(['frame']);
		expect(decoder.end('server', 'fin', 5)).toEqual([
			{ type: 'closed', close: { code: null, reason: '', by: 'client', frame: false, tcp: 'fin' }, atUs: 5 },
		]);
	});

	test('simultaneous closes with different codes: the first decides', () => {
		const decoder = upgraded(null);
		decoder.push('server', fromHex('8802 0fa1'), 3);
		decoder.push('client', fromHex('8882 00000000 0fa2'), 3);
		decoder.end('client', 'fin', 4);
		expect(decoder.end('server', 'fin', 5)).toMatchObject([{ close: { code: 4001, by: 'server', frame: true } }]);
	});

	test('a reset in mid-frame tells of the cut frames of both sides', () => {
		const decoder = upgraded(null);
		decoder.push('server', fromHex('8105 61'), 3);
		decoder.push('client', fromHex('81'), 3);
		const events = decoder.end('client', 'reset', 4);
		expect(violationsOf(events)).toEqual(['truncated-frame', 'truncated-frame']);
		expect(events.at(-1)).toMatchObject({ type: 'closed', close: { tcp: 'reset', by: 'client' } });
	});

	test('a reset behind the end of a half', () => {
		const decoder = upgraded(null);
		decoder.end('client', 'fin', 3);
		expect(decoder.end('client', 'reset', 4)).toMatchObject([{ type: 'closed', close: { tcp: 'reset' } }]);
	});

	test('after it nothing is taken', () => {
		const decoder = upgraded(null);
		decoder.end('client', 'reset', 3);
		expect([decoder.push('server', fromHex('8100'), 4), decoder.end('server', 'fin', 5), decoder.stop(6)]).toEqual([
			[],
			[],
			[],
		]);
	});

	test('a client that ends its half before the 101 comes', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', join(upgradeRequest(), fromHex('8185 00000000 61')), 1);
		decoder.end('client', 'fin', 2);
		const events = decoder.push('server', join(upgradeResponse(), fromHex('8100')), 3);
		expect(TYPES(events)).toEqual(['handshake', 'frame', 'violation']);
	});

	test('the recording stops while the connection is open', () => {
		const decoder = upgraded(null);
		decoder.push('server', fromHex('8105 61'), 3);
		expect(decoder.stop(4)).toEqual([
			{ type: 'closed', close: { code: null, reason: '', by: 'none', frame: false, tcp: 'open' }, atUs: 4 },
		]);
	});

	test('the recording stops before the answer to the upgrade', () => {
		const decoder = new ConversationDecoder();
		decoder.push('client', join(upgradeRequest(), fromHex('81')), 1);
		expect(TYPES(decoder.stop(2))).toEqual(['handshake', 'closed']);
	});
});

test('bytes behind a broken frame header are counted and told at the end', () => {
	const decoder = upgraded(null);
	decoder.push('server', fromHex('817f ffffffffffffffff 0102'), 3);
	decoder.push('server', fromHex('8100'), 4);
	expect([decoder.undecodedBytes('server'), decoder.undecodedBytes('client')]).toEqual([4, 0]);
	expect(decoder.end('server', 'fin', 5)).toMatchObject([{ violation: { code: 'undecoded-bytes' } }]);
	expect(violationsOf(decoder.push('client', fromHex('8180 00000000'), 6))).toEqual([]);
});

test('the limits reach the parts they are for', () => {
	const decoder = upgraded('permessage-deflate', { maxMessageBytes: 4, maxFramePayloadBytes: 8, maxBodyBytes: 2 });
	expect(violationsOf(decoder.push('server', fromHex('c107 f248cdc9c90700'), 3))).toEqual(['inflated-too-large']);
	expect(violationsOf(decoder.push('server', fromHex('8209 00*9'), 3))).toEqual(['frame-too-large']);
	const http = new ConversationDecoder({ maxBodyBytes: 2 });
	http.push('client', ascii('GET / HTTP/1.1\r\n\r\n'), 1);
	expect(http.push('server', ascii('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'), 2)).toMatchObject([
		{ exchange: { truncated: true, responseBodyBytes: 3 } },
	]);
});
