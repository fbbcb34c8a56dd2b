import { expect, it } from 'vitest';
import { jsonKind } from './json-kind.ts';

it.each([
	[{ type: 'echo', original: {} }, 'echo', ['type']],
	[{ event: 'new message', data: 'hi' }, 'new message', ['event']],
	[{ op: 'subscribe', args: [] }, 'subscribe', ['op']],
	[{ action: 'subscribe', symbol: 'ETH-USD', channel: 'l2' }, 'subscribe', ['action']],
	[{ type: 'message', event: 'OrderShipped' }, 'message OrderShipped', ['type', 'event']],
	[{ type: 'message', data: 'tick', clientId: 'x' }, 'message', ['type']],
	[{ op: 10, d: {} }, 'op 10', ['op']],
	[{ stream: 'xemusdt@bookTicker', data: { u: 1 } }, 'xemusdt@bookTicker', ['stream']],
	[{ status: '0000', resmsg: 'Connected' }, '{resmsg, status}', []],
	[{ msg: 'this is prose, not a name' }, '{msg}', []],
	[{ type: '5f0c8c9e-33ea-4d35-bd4c-0a4d7d9a2f11' }, '{type}', []],
	[{ type: 1700000000 }, '{type}', []],
	[{ a: 'init', type: 'http://sharejs.org/types/JSONv0' }, 'init', ['a']],
	[{ g: 1, f: 1, e: 1, d: 1, c: 1, b: 1 }, '{b, c, d, e, f, …}', []],
	[{}, '{}', []],
	[['ticker', { a: 1 }], 'ticker', []],
	[[1, 2], '[…]', []],
	[[], '[]', []],
	[null, 'null', []],
	[true, 'boolean', []],
	['text', 'string', []],
	[4, 'number', []],
	[{ $number: '1e400' }, 'number', []],
])('calls %j %s', (value, kind, told) => {
	expect(jsonKind(value)).toEqual({ kind, told });
});

it('shortens keys in a kind made of them', () => {
	expect(jsonKind({ ['k'.repeat(40)]: 1 }).kind).toBe(`{${'k'.repeat(23)}…}`);
});
