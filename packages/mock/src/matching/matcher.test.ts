import { describe, expect, it } from 'vitest';
import { Play } from '../../test/play.ts';
import { connection } from '../../test/transcript.ts';

const latency = { mode: 'none' } as const;

/** A request and its answer each, in order. */
function asked(...pairs: readonly (readonly [request: unknown, answer: unknown])[]) {
	return connection(
		pairs.flatMap(([request, answer], index) => [
			['client', index * 100, request] as const,
			['server', index * 100 + 1, answer] as const,
		]),
	);
}

describe('strictness', () => {
	const recorded = asked(
		[{ op: 'get', n: 1, at: '2026-01-01T00:00:00.000Z' }, { value: 'one' }],
		[{ op: 'get', n: 2 }, { value: 'two' }],
	);
	const decide = (strictness: 'exact' | 'json-equal' | 'same-meaning' | 'kind-and-order' | 'order', message: unknown) =>
		new Play([recorded], { strictness, latency, noMatch: { action: 'silent' } }).say(message).sent;

	it('exact: the same bytes', () => {
		expect(decide('exact', '{"op":"get","n":2}')).toEqual([{ value: 'two' }]);
		expect(decide('exact', '{"n":2,"op":"get"}')).toEqual([]);
	});

	it('json-equal: the same JSON', () => {
		expect(decide('json-equal', '{ "n":2, "op":"get" }')).toEqual([{ value: 'two' }]);
		expect(decide('json-equal', { op: 'get', n: 1, at: '2026-01-01T00:00:01.000Z' })).toEqual([]);
	});

	it('same-meaning: but for what changes between runs', () => {
		expect(decide('same-meaning', { op: 'get', n: 2 })).toEqual([{ value: 'two' }]);
		expect(decide('same-meaning', { op: 'get', n: 3 })).toEqual([]);
	});

	it('kind-and-order, order: whatever the message says', () => {
		expect(decide('kind-and-order', { op: 'get', n: 99 })).toEqual([{ value: 'one' }]);
		expect(decide('kind-and-order', { op: 'put', n: 99 })).toEqual([]);
		expect(decide('order', { op: 'put', n: 99 })).toEqual([{ value: 'one' }]);
	});
});

describe('fields that do not count', () => {
	it('clock readings and tokens', () => {
		const recorded = asked([
			{ op: 'get', at: '2026-01-01T00:00:00.000Z', trace: 'deadbeef00112233', n: 1 },
			{ value: 'one' },
		]);
		const play = new Play([recorded], { latency });
		play.say({ op: 'get', at: '2026-01-02T05:00:00.000Z', trace: '0123456789abcdef', n: 1 });
		expect(play.decisions).toEqual(['MATCH #0, ignoring $.at, $.trace (new on every run)']);
	});

	it('those that the user ignores, also where they are absent', () => {
		const recorded = asked([{ op: 'get', mood: 'good', n: 1 }, { value: 'one' }]);
		const play = new Play([recorded], { latency, ignore: ['$.mood'] }).say({ op: 'get', n: 1 });
		expect(play.sent).toEqual([{ value: 'one' }]);
	});

	it('those that the answer takes over whole', () => {
		const recorded = asked([
			{ type: 'join', room: 'lobby', name: 'Ana' },
			{ type: 'joined', room: 'lobby', name: 'Ana' },
		]);
		const play = new Play([recorded], { latency }).say({ type: 'join', room: 'cellar', name: 'Ben' });
		expect(play.sent).toEqual([{ type: 'joined', room: 'cellar', name: 'Ben' }]);
	});

	it('not those that may select the answer', () => {
		const recorded = asked([
			{ type: 'get', userId: 7 },
			{ type: 'user', userId: 7, name: 'Ana' },
		]);
		const play = new Play([recorded], { latency, noMatch: { action: 'silent' } }).say({ type: 'get', userId: 8 });
		expect(play.sent).toEqual([]);
	});

	it('nor those that do select it', () => {
		const recorded = asked(
			[
				{ type: 'get', userId: 7 },
				{ type: 'user', userId: 7, name: 'Ana' },
			],
			[
				{ type: 'get', userId: 8 },
				{ type: 'user', userId: 8, name: 'Ben' },
			],
		);
		const play = new Play([recorded], { latency, noMatch: { action: 'silent' } });
		play.say({ type: 'get', userId: 8 }).say({ type: 'get', userId: 9 });
		expect(play.sent).toEqual([{ type: 'user', userId: 8, name: 'Ben' }]);
	});

	it('those that vary in the recording without changing the answer', () => {
		const recorded = asked(
			[
				{ type: 'move', x: 1 },
				{ type: 'moved', by: 'you there' },
			],
			[
				{ type: 'move', x: 2 },
				{ type: 'moved', by: 'you there' },
			],
		);
		const play = new Play([recorded], { latency }).say({ type: 'move', x: 77 });
		expect(play.sent).toEqual([{ type: 'moved', by: 'you there' }]);
	});

	it('the id of a JSON-RPC call, counted upwards', () => {
		const call = (id: number, method: string) => ({ jsonrpc: '2.0', id, method });
		const recorded = asked(
			[call(1, 'chain'), { jsonrpc: '2.0', id: 1, result: '0x1' }],
			[call(2, 'block'), { jsonrpc: '2.0', id: 2, result: '0xa' }],
			[call(3, 'block'), { jsonrpc: '2.0', id: 3, result: '0xb' }],
		);
		const play = new Play([recorded], { latency }).say(call(40, 'block')).say(call(41, 'chain')).say(call(42, 'block'));
		expect(play.sent).toEqual([
			{ jsonrpc: '2.0', id: 40, result: '0xa' },
			{ jsonrpc: '2.0', id: 41, result: '0x1' },
			{ jsonrpc: '2.0', id: 42, result: '0xb' },
		]);
	});
});

describe('a recorded message that was used already', () => {
	const recorded = asked(['next', 'one is here'], ['next', 'two is here']);

	it('answers again in order', () => {
		const play = new Play([recorded], { latency });
		for (let n = 0; n < 5; n++) play.say('next');
		expect(play.sent.map((text) => String(text).split(' ')[0])).toEqual(['one', 'two', 'one', 'two', 'one']);
		expect(play.decisions[2]).toContain('used before');
	});

	it('does not when repeats are off', () => {
		const play = new Play([recorded], { latency, repeat: false, noMatch: { action: 'silent' } });
		for (let n = 0; n < 3; n++) play.say('next');
		expect(play.sent).toHaveLength(2);
		expect(play.decisions[2]).toBe('NO_MATCH everything like #0 was used already');
	});
});

describe('a miss', () => {
	it('names the three closest recorded messages and what differed', () => {
		const recorded = asked(
			[{ type: 'order', sku: 'A', qty: 1, note: 'x' }, { ok: 1 }],
			[{ type: 'order', sku: 'B', qty: 2, note: 'x' }, { ok: 2 }],
			[{ type: 'order', sku: 'C', qty: 3, note: 'y' }, { ok: 3 }],
			[{ type: 'order', sku: 'D', qty: 4, note: 'z' }, { ok: 4 }],
		);
		const play = new Play([recorded], { noMatch: { action: 'silent' } }).say({
			type: 'order',
			sku: 'B',
			qty: 9,
			note: 'x',
		});
		const nearest = play.commands[0]?.entry.nearest ?? [];
		expect(nearest.map(({ recorded: { n }, score }) => [n, score])).toEqual([
			[2, 0.75],
			[0, 0.5],
			[4, 0.25],
		]);
		expect(nearest[0]?.differences).toEqual([{ path: '$.qty', recorded: 2, received: 9 }]);
	});
});
