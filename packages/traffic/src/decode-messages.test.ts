import { describe, expect, it } from 'vitest';
import { conversation, recorded } from '../test/build.ts';
import { decodeConnection, decodeMessage, handshakeFacts } from './decode-messages.ts';
import type { MessageType } from './model.ts';
import { encodeUtf8 } from './utf8.ts';

function decode(
	payload: string | readonly number[],
	type: MessageType = typeof payload === 'string' ? 'text' : 'binary',
) {
	const bytes = typeof payload === 'string' ? encodeUtf8(payload) : new Uint8Array(payload);
	return decodeMessage({ sender: 'server', type, payload: bytes });
}

describe('json', () => {
	it('says what a message is, what it holds and what shape it has', () => {
		expect(decode('{"type":"echo","original":{"a":1},"timestamp":"x","id":7}')).toEqual({
			decoder: 'json',
			kind: 'echo',
			channel: null,
			correlationId: 'id=7',
			value: { type: 'echo', original: { a: 1 }, timestamp: 'x', id: 7 },
			preview: 'original: {a: 1}, timestamp: "x", id: 7',
			fingerprint: 'json|echo|{id:n,original:{a:n},timestamp:s,type:s}',
			error: false,
			flags: [],
			role: null,
		});
	});

	it('knows errors, and big numbers', () => {
		expect(decode('{"type":"error","message":"no"}')).toMatchObject({ error: true, kind: 'error' });
		expect(decode('{"n":18239578009413566319}').flags).toEqual(['number that a double cannot hold']);
	});

	it('is found in binary messages when they start like it', () => {
		expect(decode('{"type":"a"}', 'binary')).toMatchObject({ decoder: 'json', flags: ['JSON in a binary message'] });
		expect(decode('7', 'binary').decoder).toBe('binary');
		expect(decode([0x7b, 0xff], 'binary').decoder).toBe('binary');
	});
});

describe('text', () => {
	it('is what no other decoder knows', () => {
		expect(decode('tick 17')).toMatchObject({ decoder: 'text', kind: 'text', value: 'tick 17', preview: 'tick 17' });
		expect(decode('tick 17').fingerprint).toBe(decode('tick 18').fingerprint);
		expect(decode('tick 17').fingerprint).not.toBe(decode('echo: 17').fingerprint);
		expect(decode('').kind).toBe('text');
	});

	it('says why something that looks like JSON is none', () => {
		expect(decode('{"a":1').flags).toEqual(["not JSON at character 6: ',' or '}' was expected"]);
		expect(decode('NaN').flags).toEqual([]);
	});

	it('flags invalid UTF-8 and shows it all the same', () => {
		expect(decode([0x61, 0xff], 'text')).toMatchObject({ decoder: 'text', value: 'a\ufffd', flags: ['invalid UTF-8'] });
	});
});

describe('binary', () => {
	it('is shown in hex', () => {
		expect(decode([0, 1, 0xfe])).toMatchObject({ decoder: 'binary', kind: 'binary', value: null, preview: '00 01 fe' });
		expect(decode(Array(100).fill(7)).preview).toBe(`${'07 '.repeat(48)}…`);
	});
});

describe('control', () => {
	it('reads close codes and reasons', () => {
		expect(decode([0x03, 0xe8, 0x6f, 0x6b], 'close')).toMatchObject({
			decoder: 'control',
			kind: 'close 1000',
			value: { code: 1000, reason: 'ok' },
			preview: 'ok',
			error: false,
		});
		expect(decode([], 'close')).toMatchObject({ kind: 'close', value: { code: null, reason: '' } });
		expect(decode([0x03, 0xf3], 'close')).toMatchObject({ kind: 'close 1011', error: true });
		expect(decode([3], 'close').flags).toEqual(['close code cut off']);
		expect(decode([0x03, 0xe8, 0xff], 'close').flags).toEqual(['invalid UTF-8']);
	});

	it('shows the payload of pings and pongs as text or hex', () => {
		expect(decode('beat', 'ping')).toMatchObject({ kind: 'ping', preview: 'beat', value: 'beat' });
		expect(decode([0xff], 'pong')).toMatchObject({ kind: 'pong', preview: 'ff', value: null });
	});
});

it('decodes a connection message by message', () => {
	const connection = recorded(conversation(['> {"op":"hi"}', '< hello']));
	const { messages, decoded } = decodeConnection(connection);
	expect(messages.map(({ n }) => n)).toEqual([0, 1]);
	expect(decoded.map(({ kind }) => kind)).toEqual(['hi', 'text']);
	expect(handshakeFacts(connection.connection)).toEqual({ subprotocol: null, path: '/ws' });
});
