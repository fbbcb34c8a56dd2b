import { describe, expect, it } from 'vitest';
import { frame, handshake, OPENED_AT_US } from '../../test/build.ts';
import { encodeUtf8 } from '../utf8.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { decodeSnapshotLine } from './decode-line.ts';
import { encodeSnapshotLine } from './encode-line.ts';

const opened = {
	id: 'c1',
	recordingId: 'r1',
	kind: 'websocket',
	openedAtUs: OPENED_AT_US,
	clientAddress: null,
	serverAddress: '127.0.0.1:9000',
	tls: true,
} as const;
const session = { key: 'query:user=7', label: 'user 7', rule: 'query' };
const exchange = {
	n: 3,
	request: handshake().request,
	requestBody: encodeUtf8('{"a":1}'),
	requestAtUs: OPENED_AT_US,
	response: { status: 500, reason: '', version: '1.0', headers: [] },
	responseBody: new Uint8Array([0xff, 0x00]),
	responseAtUs: OPENED_AT_US + 1,
	endedAtUs: null,
	truncated: true,
	requestBodyBytes: 7,
	responseBodyBytes: 5000,
};
const violation = {
	code: 'reserved-opcode',
	section: 'RFC 6455 5.2',
	message: 'opcode 3 is reserved',
	sender: 'client',
	atUs: OPENED_AT_US,
	offset: 12,
	bytes: new Uint8Array([0x83]),
} as const;

const EVENTS: readonly ConnectionEvent[] = [
	{ type: 'opened', opened, session: null },
	{ type: 'opened', opened: { ...opened, kind: 'http', clientAddress: '[::1]:5' }, session },
	{ type: 'handshake', handshake: handshake({ subprotocol: 'a', extensions: 'permessage-deflate' }) },
	{
		type: 'handshake',
		handshake: handshake({ response: null, responseAtUs: null, accepted: false, responseBody: encodeUtf8('no') }),
	},
	{ type: 'frame', frame: frame(0, 'client', 'text ✓') },
	{ type: 'frame', frame: frame(1, 'server', '') },
	{ type: 'frame', frame: frame(2, 'client', new Uint8Array([0, 1, 255]), { maskingKey: 0 }) },
	{ type: 'frame', frame: frame(3, 'client', encodeUtf8('✓').subarray(0, 2), { opcode: 1, fin: false }) },
	{
		type: 'frame',
		frame: frame(4, 'server', 'x', { rsv1: true, rsv2: true, rsv3: true, compressed: true, inflateFailed: true }),
	},
	{ type: 'frame', frame: frame(5, 'server', encodeUtf8('beat'), { opcode: 9, maskingKey: 0xffffffff }) },
	{ type: 'wire' },
	{ type: 'http', exchange },
	{ type: 'violation', violation },
	{
		type: 'closed',
		close: { code: 1000, reason: 'bye', by: 'client', frame: true, tcp: 'fin' },
		atUs: OPENED_AT_US,
		droppedFrames: 0,
	},
	{
		type: 'closed',
		close: { code: null, reason: '', by: 'none', frame: false, tcp: 'open' },
		atUs: OPENED_AT_US,
		droppedFrames: 9,
	},
];

describe('a line', () => {
	it.each(EVENTS.map((event) => [encodeSnapshotLine(event), event] as const))('%s says it all', (line, event) => {
		expect(line).not.toContain('\n');
		expect(decodeSnapshotLine(line)).toEqual({ ok: true, event });
	});

	it('stays readable: text as text, usual values left out', () => {
		expect(encodeSnapshotLine({ type: 'frame', frame: frame(0, 'client', 'text ✓') })).toBe(
			`{"type":"frame","seq":0,"sender":"client","opcode":1,"maskingKey":"01020304","atUs":${OPENED_AT_US},"wirePayloadBytes":8,"wireBytes":14,"text":"text ✓"}`,
		);
	});

	it('may carry fields that a later writer added', () => {
		const line = encodeSnapshotLine({ type: 'opened', opened, session: null }).replace('{', '{"added":1,');
		expect(decodeSnapshotLine(line).ok).toBe(true);
	});
});

it.each([
	['{"type":"frame","seq":', true, /^is not JSON \(/],
	['[]', false, /^is malformed: /],
	['{"type":"dance"}', false, /^has a bad field "type": /],
	['{"type":"frame","seq":-1}', false, /^has a bad field "seq": /],
	[
		'{"type":"violation","code":"c","section":"s","message":"m","sender":"nobody"}',
		false,
		/^has a bad field "sender": /,
	],
])('refuses %s', (line, syntax, reason) => {
	expect(decodeSnapshotLine(line)).toEqual({ ok: false, syntax, reason: expect.stringMatching(reason) });
});

it('names what is wrong inside a frame', () => {
	const good = encodeSnapshotLine({ type: 'frame', frame: frame(0, 'client', new Uint8Array([1])) });
	expect(decodeSnapshotLine(good.replace('"AQ=="', '"A"'))).toMatchObject({
		reason: 'has a bad field "b64": must be base64',
	});
	expect(decodeSnapshotLine(good.replace('01020304', '0102030g'))).toMatchObject({
		reason: 'has a bad field "maskingKey": must be eight hex digits',
	});
});
