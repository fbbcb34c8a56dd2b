import { describe, expect, it } from 'vitest';
import { recordedStream } from '../../test/stream-fixtures.ts';
import { decodeLines, kinds, pairings } from '../../test/summary.ts';

describe.skipIf(!recordedStream('jsonrpc'))('a recorded conversation', () => {
	const connections = recordedStream('jsonrpc') ?? [];

	it('is understood message by message', () => {
		expect(kinds(connections)).toMatchInlineSnapshot(`
			[
			  "> json-rpc: rpc.on x1",
			  "< json-rpc: result rpc.on x1",
			  "> json-rpc: slow x1",
			  "> json-rpc: sum x11",
			  "< json-rpc: result sum x10",
			  "> json-rpc: fail x1",
			  "< json-rpc: error fail (error) x1",
			  "> json-rpc: unknown x1",
			  "< json-rpc: error unknown (error) x1",
			  "< json-rpc: tick x5",
			  "< json-rpc: result slow x1",
			]
		`);
	});

	it('pairs', () => {
		expect(pairings(connections)).toMatchInlineSnapshot(`
			[
			  "push by protocol x5",
			  "reply by correlation-id x14",
			  "unanswered by protocol x1",
			]
		`);
	});
});

it('keeps the ids of both sides apart', () => {
	const decoded = decodeLines(
		{},
		'> {"jsonrpc":"2.0","id":1,"method":"sum"}',
		'< {"jsonrpc":"2.0","id":1,"method":"confirm"}',
		'> {"jsonrpc":"2.0","id":1,"result":true}',
		'< {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}}',
	);
	expect(decoded.map(({ kind, correlationId, role, error }) => [kind, correlationId, role, error])).toEqual([
		['sum', '1', 'request', false],
		['confirm', 'server:1', 'request', false],
		['result confirm', 'server:1', 'answer', false],
		['error sum', '1', 'answer', true],
	]);
});

it('reads batches, whose answers come in any order', () => {
	const [asked, answered] = decodeLines(
		{},
		'> [{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","method":"note"},{"jsonrpc":"2.0","id":"2","method":"b"}]',
		'< [{"jsonrpc":"2.0","id":"2","result":0},{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}]',
	);
	expect(asked).toMatchObject({ kind: 'batch a, note, b', correlationId: 'batch:1,2', role: 'request', error: false });
	expect(answered).toMatchObject({
		kind: 'batch result b, error a',
		correlationId: 'batch:1,2',
		role: 'answer',
		error: true,
	});
});

it('leaves other JSON alone', () => {
	const decoded = decodeLines(
		{},
		'> {"jsonrpc":"1.0","id":1,"method":"old"}',
		'> {"text":"about \\"jsonrpc\\""}',
		'> {"jsonrpc":"2.0","id":1}',
		'> [{"jsonrpc":"2.0","id":1,"method":"a"},7]',
		'> {"notification":"tick"}',
	);
	expect(decoded.map(({ decoder }) => decoder)).toEqual(Array(5).fill('json'));
});
