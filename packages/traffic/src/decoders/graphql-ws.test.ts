import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('graphql-ws'))('a recorded conversation', () => {
	const connections = recordedStream('graphql-ws') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> graphql-ws: connection_init x6",
			  "< graphql-ws: connection_ack x2",
			  "> graphql-ws: subscribe hello x1",
			  "< graphql-ws: next hello x1",
			  "< graphql-ws: complete hello x1",
			  "> graphql-ws: subscribe boom x1",
			  "< graphql-ws: next boom (error) x1",
			  "< graphql-ws: complete boom x1",
			  "> graphql-ws: subscribe nope x1",
			  "< graphql-ws: error nope (error) x1",
			  "> graphql-ws: subscribe ticks x3",
			  "< graphql-ws: next ticks x18",
			  "< graphql-ws: complete ticks x3",
			  "> graphql-ws: ping x3",
			  "< graphql-ws: pong x3",
			  "> graphql-ws: complete ticks x1",
			  "> text: text x1",
			  "> graphql-ws: start ticks x1",
			  "< graphql-ws: ka x3",
			  "< graphql-ws: data ticks x6",
			  "> graphql-ws: connection_terminate x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x3",
			  "reply by correlation-id x12",
			  "unanswered by no-answer x5",
			  "unanswered by protocol x2",
			]
		`);
	});
});

const FACTS = { subprotocol: 'graphql-transport-ws' };
const subscribe = (id: string, payload: object) => `> ${JSON.stringify({ type: 'subscribe', id, payload })}`;

it.each([
	[{ operationName: 'Given', query: 'query Other{a}' }, 'subscribe Given'],
	[{ query: '# query Commented\nmutation  Named($a: Int) { a }' }, 'subscribe Named'],
	[{ query: 'subscription { alias: orders(first: 1) { id } }' }, 'subscribe orders'],
	[{ query: '{me}' }, 'subscribe me'],
	[{ query: '' }, 'subscribe'],
	[{}, 'subscribe'],
])('names the operation of %j', (payload, kind) => {
	expect(decodeLines(FACTS, subscribe('1', payload))[0]?.kind).toBe(kind);
});

it('flags errors beside data, and lets both sides complete', () => {
	const decoded = decodeLines(
		FACTS,
		subscribe('a', { query: '{me}' }),
		'< {"type":"next","id":"a","payload":{"data":null,"errors":[{"message":"no"}]}}',
		'> {"type":"complete","id":"a"}',
		'< {"type":"complete","id":"a"}',
		'< {"type":"next","id":"unknown","payload":{"data":{}}}',
	);
	expect(decoded.map(({ kind, role, error }) => [kind, role, error])).toEqual([
		['subscribe me', 'request', false],
		['next me', 'answer', true],
		['complete me', 'notice', false],
		['complete me', 'answer', false],
		['next', 'answer', false],
	]);
});

it('leaves what is none of its messages to other decoders', () => {
	const decoded = decodeLines(FACTS, '> {"type":"toString"}', '> {"type":"unknown"}', '> []', '> not json');
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['json', 'json', 'json', 'text']);
});
