import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../../test/summary.ts';

describe('a recorded conversation', () => {
	const [json, messagepack] = recordedStream('signalr') ?? [];

	it('is understood the same in both encodings', () => {
		if (json === undefined || messagepack === undefined) throw new Error('the fixture holds two connections');
		const inJson = kinds([json]);
		expect(inJson).toMatchInlineSnapshot(`
			[
			  "> signalr: handshake json x1",
			  "< signalr: handshake x1",
			  "> signalr: ping x2",
			  "< signalr: Tick x1",
			  "< signalr: ping x1",
			  "> signalr: Add x1",
			  "< signalr: result Add x1",
			  "> signalr: Fail x1",
			  "< signalr: error Fail (error) x1",
			  "> signalr: Say x1",
			  "> signalr: stream Count x1",
			  "< signalr: Said x2",
			  "< signalr: item Count x3",
			  "< signalr: result Count x1",
			  "> signalr: Bye x1",
			  "< signalr: close x1",
			]
		`);
		expect(kinds([messagepack])).toEqual(inJson.map((line) => line.replace('handshake json', 'handshake messagepack')));
		expect(pairings([json])).toMatchInlineSnapshot(`
			[
			  "push by protocol x2",
			  "reply by correlation-id x4",
			  "reply by latest-on-channel x1",
			  "unanswered by no-answer x1",
			  "unanswered by protocol x2",
			]
		`);
		expect(pairings([messagepack])).toEqual(pairings([json]));
	});
});

const RS = '\u001e';
const OPEN = [`> {"protocol":"json","version":1}${RS}`, `< {}${RS}`];

it('reads several records in one message, and calls of the server', () => {
	const [, , both, asked, answered] = decodeLines(
		{},
		...OPEN,
		`< {"type":6}${RS}{"type":1,"target":"Tick","arguments":[1]}${RS}`,
		`< {"type":1,"target":"Ask","arguments":[],"invocationId":"1"}${RS}`,
		`> {"type":3,"invocationId":"1","result":true}${RS}`,
	);
	expect(both).toMatchObject({ kind: 'ping + Tick', value: [{ type: 6 }, { target: 'Tick' }] });
	expect(asked).toMatchObject({ kind: 'Ask', correlationId: 'server:1', role: 'request' });
	expect(answered).toMatchObject({ kind: 'result Ask', correlationId: 'server:1', role: 'answer' });
});

it('tells a refused handshake', () => {
	const [, answer] = decodeLines({}, `> {"protocol":"json","version":9}${RS}`, `< {"error":"no version 9"}${RS}`);
	expect(answer).toMatchObject({ kind: 'handshake', error: true, role: 'answer' });
});

it('leaves what is none of its messages to other decoders', () => {
	const framed = (value: unknown) => {
		const bytes = encode(value);
		return [bytes.length, ...bytes];
	};
	const decoded = decodeLines(
		{},
		'> {"protocol":"json","version":1}',
		...OPEN,
		'> {"type":1}',
		`> {"type":"one"}${RS}`,
		`> {"type":99}${RS}`,
		`> broken${RS}`,
		['>', framed({ a: 1 })],
		['>', [5, 0x91]],
		['>', [0]],
		['>', []],
	);
	expect(decoded.filter(({ decoder }) => decoder === 'signalr')).toHaveLength(2);
});
