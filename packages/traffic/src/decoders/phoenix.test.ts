import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('phoenix'))('a recorded conversation', () => {
	const connections = recordedStream('phoenix') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> phoenix: phx_join x3",
			  "< phoenix: reply phx_join x1",
			  "< phoenix: presence_state x1",
			  "< phoenix: reply phx_join (error) x2",
			  "> phoenix: new_msg x6",
			  "< phoenix: reply new_msg x6",
			  "< phoenix: new_msg x6",
			  "> phoenix: blob x1",
			  "< phoenix: reply blob x1",
			  "> phoenix: heartbeat x3",
			  "< phoenix: reply heartbeat x3",
			  "> phoenix: phx_leave x1",
			  "< phoenix: reply phx_leave x1",
			  "< phoenix: phx_close x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x7",
			  "reply by correlation-id x14",
			]
		`);
	});
});

const FACTS = { path: '/socket/websocket?vsn=2.0.0' };

it('reads the objects of serializer 1.0.0', () => {
	const decoded = decodeLines(
		{ path: '/socket/websocket?token=x&vsn=1.0.0' },
		'> {"topic":"room:1","event":"phx_join","payload":{},"ref":"1"}',
		'< {"topic":"room:1","event":"phx_reply","payload":{"status":"error","response":{}},"ref":"1"}',
		'< {"topic":"room:1","event":"phx_error","payload":{},"ref":null}',
	);
	expect(decoded).toMatchObject([
		{ kind: 'phx_join', channel: 'room:1', correlationId: '1', role: 'request' },
		{ kind: 'reply phx_join', channel: 'room:1', correlationId: '1', role: 'answer', error: true },
		{ kind: 'phx_error', channel: 'room:1', correlationId: null, role: 'notice', error: true },
	]);
});

it('reads the binary form of both sides', () => {
	const text = (value: string) => [...Buffer.from(value)];
	const decoded = decodeLines(
		FACTS,
		['>', [0, 1, 1, 1, 2, ...text('12tev'), 0xaa]],
		['<', [0, 1, 1, 2, ...text('1tev'), 0xbb]],
		['<', [1, 1, 1, 1, 5, ...text('12terror'), 0xcc]],
		['<', [2, 1, 2, ...text('tev'), 0xdd]],
	);
	expect(decoded).toMatchObject([
		{ kind: 'ev', channel: 't', correlationId: '2', role: 'request', value: { payload: 'qg==' }, preview: 'aa' },
		{ kind: 'ev', channel: 't', correlationId: null, role: 'notice', preview: 'bb' },
		{ kind: 'reply ev', channel: 't', correlationId: '2', role: 'answer', error: true, value: { status: 'error' } },
		{ kind: 'ev', channel: 't', correlationId: null, role: 'notice', preview: 'dd' },
	]);
});

it('leaves what is none of its messages to other decoders', () => {
	const decoded = decodeLines(FACTS, '> [1,2,3]', '> "x"', '> no', ['>', [0, 255, 1, 1, 1]], ['>', [7]], ['>', []]);
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['json', 'json', 'text', 'binary', 'binary', 'binary']);
});
