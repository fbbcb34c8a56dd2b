import { describe, expect, it } from 'vitest';
import { Play } from '../../test/play.ts';
import { type ConnectionSketch, connection, type Line } from '../../test/transcript.ts';

const latency = { mode: 'none' } as const;

/** The bytes that the mock answers `live` with, as text. */
function answer(lines: readonly Line[], live: string, sketch: ConnectionSketch = {}): string[] {
	const play = new Play([connection(lines, sketch)], { latency, pushes: 'off' }, sketch.target);
	play.say(live);
	return play.commands.flatMap((command) =>
		command.type === 'send' ? [new TextDecoder().decode(command.payload)] : [],
	);
}

describe('answers filled from the live message', () => {
	it('keep every other byte as it was recorded', () => {
		const recorded = '{ "z":1.0,\t"big":12345678901234567890, "id" : "r-1", "n":[1, 2] }';
		const lines: Line[] = [
			['client', 1, '{"requestId":"r-1"}'],
			['server', 2, recorded],
		];
		expect(answer(lines, '{"requestId":"r-2"}')).toEqual([recorded.replace('r-1', 'r-2')]);
	});

	it('write an echoed object compactly, with every digit', () => {
		const lines: Line[] = [
			['client', 1, '{"type":"say","n":1}'],
			['server', 2, '{"type":"echo","original":{"type":"say","n":1}}'],
		];
		expect(answer(lines, '{"type":"say", "n":98765432109876543210, "extra":[true]}')).toEqual([
			'{"type":"echo","original":{"type":"say","n":98765432109876543210,"extra":[true]}}',
		]);
	});

	it('put texts, numbers as text and JSON as text where they stood inside a text', () => {
		const lines: Line[] = [
			['client', 1, '{"op":"greet","name":"Dora"}'],
			['server', 2, '{"text":"Hello Dora, Dora!"}'],
		];
		expect(answer(lines, '{"op":"greet","name":"$& Ana"}')).toEqual(['{"text":"Hello $& Ana, $& Ana!"}']);
		const stringified: Line[] = [
			['client', 1, '{"op":"wrap","data":{"a":1}}'],
			['server', 2, '{"wrapped":"{\\"a\\":1}"}'],
		];
		expect(answer(stringified, '{"op":"wrap","data":{"a":2}}')).toEqual(['{"wrapped":"{\\"a\\":2}"}']);
	});
});

describe('forms of payload', () => {
	const socketIo = { target: '/socket.io/?EIO=4&transport=websocket' };

	it('socket.io: the acknowledgement has the number of the live event', () => {
		const lines: Line[] = [
			['client', 1, '421["echo",{"text":"recorded"}]'],
			['server', 2, '431[{"text":"recorded"}]'],
			['client', 3, '42/chat,2["echo",{"text":"in a room"}]'],
			['server', 4, '43/chat,2[{"text":"in a room"}]'],
		];
		expect(answer(lines, '427["echo",{"text":"live"}]', socketIo)).toEqual(['437[{"text":"live"}]']);
		expect(answer(lines, '42/chat,12["echo",{"text":"in a room"}]', socketIo)).toEqual([
			'43/chat,12[{"text":"in a room"}]',
		]);
	});

	it('STOMP: receipts and bodies, with their length', () => {
		const lines: Line[] = [
			['client', 1, 'SEND\ndestination:/q\nreceipt:r-10\n\n{"n":"one"}\0'],
			['server', 2, 'RECEIPT\nreceipt-id:r-10\n\n\0'],
			['server', 3, 'MESSAGE\ndestination:/q\ncontent-length:16\n\necho:{"n":"one"}\0'],
		];
		expect(
			answer(lines, 'SEND\ndestination:/q\nreceipt:x:9\n\n{"n":"longer"}\0', { subprotocol: 'v12.stomp' }),
		).toEqual([
			'RECEIPT\nreceipt-id:x\\c9\n\n\0',
			'MESSAGE\ndestination:/q\ncontent-length:19\n\necho:{"n":"longer"}\0',
		]);
	});

	it('graphql-ws, OCPP, Phoenix: the ids of the live message', () => {
		const subscribe = (id: string) => `{"id":"${id}","type":"subscribe","payload":{"query":"{hello}"}}`;
		const graphql: Line[] = [
			['client', 1, subscribe('aaaa')],
			['server', 2, '{"id":"aaaa","type":"next","payload":{"data":{"hello":"hi"}}}'],
			['server', 3, '{"id":"aaaa","type":"complete"}'],
		];
		expect(answer(graphql, subscribe('bbbb'), { subprotocol: 'graphql-transport-ws' })).toEqual([
			'{"id":"bbbb","type":"next","payload":{"data":{"hello":"hi"}}}',
			'{"id":"bbbb","type":"complete"}',
		]);
		const ocpp: Line[] = [
			['client', 1, '[2,"19223201","Heartbeat",{}]'],
			['server', 2, '[3,"19223201",{"currentTime":"2026-01-01T00:00:00Z"}]'],
		];
		expect(answer(ocpp, '[2,"55","Heartbeat",{}]', { subprotocol: 'ocpp1.6' })).toEqual([
			'[3,"55",{"currentTime":"2026-01-01T00:00:00Z"}]',
		]);
	});
});
