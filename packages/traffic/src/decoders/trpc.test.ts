import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('trpc'))('a recorded conversation', () => {
	const connections = recordedStream('trpc') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> trpc: connectionParams x1",
			  "> trpc: query greet x2",
			  "< trpc: data greet x1",
			  "> trpc: mutation add x1",
			  "< trpc: data add x1",
			  "> trpc: query fail x1",
			  "< trpc: error fail (error) x1",
			  "< trpc: error greet (error) x1",
			  "> trpc: subscription count x2",
			  "< trpc: started count x2",
			  "< trpc: data count x33",
			  "< trpc: PING x3",
			  "> trpc: PONG x3",
			  "< trpc: stopped count x2",
			  "> trpc: subscription.stop x2",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x3",
			  "reply by correlation-id x6",
			  "unanswered by protocol x6",
			]
		`);
	});
});

it('takes an answer only after a question', () => {
	const decoded = decodeLines(
		{},
		'< {"id":1,"result":{"type":"data","data":1}}',
		'> {"id":1,"method":"query","params":{"path":"user.get"}}',
		'< {"id":1,"result":{"data":{"name":"x"}}}',
		'< {"id":2,"result":{"type":"started"}}',
	);
	expect(decoded.map(({ decoder, kind }) => [decoder, kind])).toEqual([
		['json', '{id, result}'],
		['trpc', 'query user.get'],
		['trpc', 'data user.get'],
		['trpc', 'started'],
	]);
});

it('leaves what is none of its messages to other decoders', () => {
	const decoded = decodeLines(
		{ path: '/?connectionParams=1' },
		'> {"method":"query"}',
		'> {"a":1}',
		'> 7',
		'> PINGPONG',
	);
	expect(decoded.map(({ decoder }) => decoder)).toEqual(['json', 'json', 'json', 'text']);
});
