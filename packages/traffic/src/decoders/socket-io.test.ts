import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('socketio'))('a recorded conversation', () => {
	const connections = recordedStream('socketio') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "< socket.io: open x3",
			  "> socket.io: connect x1",
			  "< socket.io: connect x1",
			  "> socket.io: event join x2",
			  "< socket.io: event joined x3",
			  "< socket.io: ack join x2",
			  "< socket.io: event said x24",
			  "> socket.io: event say x12",
			  "< socket.io: ping x10",
			  "> socket.io: pong x10",
			  "> socket.io: event upload x2",
			  "> socket.io: attachment of event upload x2",
			  "< socket.io: ack upload x2",
			  "> socket.io: event kick x1",
			  "< socket.io: disconnect x1",
			  "> socket.io: ping probe x1",
			  "< socket.io: pong probe x1",
			  "> socket.io: upgrade x1",
			  "> socket.io: event big x1",
			  "< socket.io: ack big x1",
			  "> socket.io: disconnect x2",
			  "> socket.io: connect /admin x2",
			  "< socket.io: connect /admin x1",
			  "< socket.io: event stats x1",
			  "< socket.io: connect_error /admin (error) x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x14",
			  "push by regular-interval x6",
			  "reply by correlation-id x9",
			  "reply by latest-on-channel x12",
			  "unanswered by no-answer x1",
			  "unanswered by protocol x13",
			]
		`);
	});
});

const FACTS = { path: '/custom/?EIO=4&transport=websocket' };

it('reads every part of a packet', () => {
	const decoded = decodeLines(FACTS, '> 42/admin,7["say",{"n":1}]', '< 43/admin,7[{"ok":true}]', '< 42["plain"]');
	expect(decoded).toMatchObject([
		{ kind: 'event say', channel: '/admin', correlationId: '/admin#7', role: 'request', value: ['say', { n: 1 }] },
		{ kind: 'ack say', channel: '/admin', correlationId: '/admin#7', role: 'answer', value: [{ ok: true }] },
		{ kind: 'event plain', channel: '/', correlationId: null, role: null },
	]);
});

it('keeps acknowledgements that the server asks for apart', () => {
	const decoded = decodeLines(FACTS, '< 420["sure?"]', '> 430[true]', '> 430[true]');
	expect(decoded.map(({ correlationId }) => correlationId)).toEqual(['server:/#0', 'server:/#0', 'server:/#0']);
});

it('gives attachments to the packet that announced them, and no more than it did', () => {
	const decoded = decodeLines(
		FACTS,
		'> 452-["files",{"_placeholder":true,"num":0}]',
		['>', [1]],
		['<', [2]],
		['>', [3]],
		['>', [4]],
	);
	expect(decoded.map(({ kind }) => kind)).toEqual([
		'event files',
		'attachment of event files',
		'binary',
		'attachment of event files',
		'binary',
	]);
});

it('leaves what is none of its packets to other decoders', () => {
	const decoded = decodeLines(FACTS, '< 9', '< 4x', '< 42[broken', '< hello');
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['json', 'text', 'text', 'text']);
});
