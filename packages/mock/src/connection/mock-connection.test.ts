import { describe, expect, it } from 'vitest';
import { Play } from '../../test/play.ts';
import { connection } from '../../test/transcript.ts';

const close = (code: number) => Uint8Array.of(code >> 8, code & 255);

describe('pushes', () => {
	const recorded = connection([
		['server', 10, { type: 'hello' }],
		['server', 100, { type: 'tick', n: 1 }],
		['client', 150, { type: 'subscribe', to: 'news' }],
		['server', 151, { type: 'subscribed', to: 'news' }],
		['server', 200, { type: 'tick', n: 2 }],
		['server', 300, { type: 'tick', n: 3 }],
	]);

	it('come at recorded offsets from the connection, whatever the client does', () => {
		const play = new Play([recorded]).advance(1000);
		expect(play.sent).toEqual([{ type: 'hello' }, ...[1, 2, 3].map((n) => ({ type: 'tick', n }))]);
		expect(play.times).toEqual([10, 100, 200, 300]);
	});

	it('come faster, at once, or not at all', () => {
		expect(new Play([recorded], { speed: 10 }).advance(1000).times).toEqual([1, 10, 20, 30]);
		expect(new Play([recorded], { pushes: 'on-connect' }).times).toEqual([0, 0, 0, 0]);
		expect(new Play([recorded], { pushes: 'off' }).advance(1000).sent).toEqual([]);
	});

	it('begin after the message that began them', () => {
		const stream = connection([
			['client', 90, { type: 'other' }],
			['server', 91, { type: 'ok' }],
			['client', 100, { type: 'start' }],
			['server', 105, { type: 'ok' }],
			...[1, 2, 3].map((n) => ['server', 100 + n * 50, { type: 'tick', n }] as const),
			['client', 260, { type: 'other' }],
			['server', 261, { type: 'ok' }],
			...[4, 5, 6].map((n) => ['server', 100 + n * 50, { type: 'tick', n }] as const),
			['client', 430, { type: 'other' }],
			['server', 431, { type: 'ok' }],
		]);
		const play = new Play([stream]).advance(1000);
		expect(play.sent).toEqual([]);
		play.say({ type: 'start' }).advance(2000);
		expect(play.times).toEqual([1005, 1050, 1100, 1150, 1200, 1250, 1300]);
	});

	it('begin after the subscription that they carry the id of, not after whatever came last', () => {
		const subscribed = connection([
			['client', 10, { jsonrpc: '2.0', id: 1, method: 'subscribe', params: ['heads'] }],
			['server', 12, { jsonrpc: '2.0', id: 1, result: '0xabc1' }],
			['client', 20, { jsonrpc: '2.0', id: 2, method: 'balance' }],
			['server', 21, { jsonrpc: '2.0', id: 2, result: 5 }],
			['server', 60, { jsonrpc: '2.0', method: 'head', params: { subscription: '0xabc1', number: 7 } }],
		]);
		const play = new Play([subscribed]).say({ jsonrpc: '2.0', id: 9, method: 'subscribe', params: ['heads'] });
		play.advance(1000);
		expect(play.times).toEqual([2, 50]);
	});

	it('start over when the end is to be looped', () => {
		const looped = new Play([recorded], { end: 'loop' }).advance(700);
		expect(looped.times).toEqual([10, 100, 200, 300, 310, 400, 500, 600, 610, 700]);
	});
});

describe('answers', () => {
	const recorded = connection([
		['client', 10, { type: 'ask', id: 'aaaa1', what: 'a' }],
		['server', 60, { type: 'answer', id: 'aaaa1', value: 'A' }],
		['client', 100, { type: 'ask', id: 'aaaa2', what: 'b' }],
		['server', 120, { type: 'answer', id: 'aaaa2', value: 'B' }],
	]);

	it('come after the recorded time and carry the caller’s id', () => {
		const play = new Play([recorded]).say({ what: 'b', type: 'ask', id: 'zzzz9' }).advance(1000);
		expect(play.sent).toEqual([{ type: 'answer', id: 'zzzz9', value: 'B' }]);
		expect(play.times).toEqual([20]);
	});

	it.each([
		[{ mode: 'none' } as const, 0],
		[{ mode: 'fixed', ms: 7 } as const, 7],
		[{ mode: 'times', factor: 2 } as const, 40],
	])('come after the time that %j asks for', (latency, ms) => {
		expect(new Play([recorded], { latency }).say({ type: 'ask', id: 'x', what: 'b' }).advance(1000).times).toEqual([
			ms,
		]);
	});

	it('move points in time to now when asked to', () => {
		const timed = connection([
			['client', 10, { type: 'now' }],
			['server', 10, { type: 'time', at: '2026-01-01T00:00:00.010Z', was: '1999-01-01T00:00:00.000Z' }],
		]);
		const play = new Play([timed], { timestamps: 'now' }).advance(5000).say({ type: 'now' }).advance(6000);
		expect(play.sent).toEqual([{ type: 'time', at: '2026-01-01T00:00:05.000Z', was: '1999-01-01T00:00:00.000Z' }]);
	});

	it('echo binary and plain text', () => {
		const echo = connection([
			['client', 1, Uint8Array.of(1, 2, 255)],
			['server', 2, Uint8Array.of(1, 2, 255)],
			['client', 3, 'hello world'],
			['server', 4, 'you said: hello world'],
		]);
		const play = new Play([echo], { strictness: 'kind-and-order' });
		play.say(Uint8Array.of(9, 8)).say('good bye').advance(100);
		expect(play.sent).toEqual([Uint8Array.of(9, 8), 'you said: good bye']);
	});

	it('stop when the client cancels what they answer', () => {
		const stream = connection([
			['client', 0, { type: 'subscribe', requestId: 's1' }],
			['server', 10, { type: 'next', requestId: 's1', n: 1 }],
			['server', 20, { type: 'next', requestId: 's1', n: 2 }],
			['server', 30, { type: 'next', requestId: 's1', n: 3 }],
			['client', 40, { type: 'complete', requestId: 's1' }],
		]);
		const play = new Play([stream]).say({ type: 'subscribe', requestId: 'x7' }).advance(15);
		play.say({ type: 'complete', requestId: 'x7' }).advance(100);
		expect(play.sent).toEqual([{ type: 'next', requestId: 'x7', n: 1 }]);
	});
});

describe('the end', () => {
	const bye = connection(
		[
			['client', 10, { type: 'bye' }],
			['server', 12, { type: 'bye' }],
			['server', 15, close(4000), 'close'],
		],
		{ closedBy: 'server' },
	);

	it('comes after the message that it followed', () => {
		const play = new Play([bye]).advance(500).say({ type: 'bye' }).advance(1000);
		expect(play.sent).toEqual([{ type: 'bye' }, 'close 4000']);
		expect(play.times).toEqual([502, 505.001]);
		expect(play.say({ type: 'bye' }).sent).toHaveLength(2);
	});

	it('does not come when the connection is to be kept', () => {
		expect(new Play([bye], { end: 'keep-open' }).say({ type: 'bye' }).advance(1000).sent).toEqual([{ type: 'bye' }]);
	});

	it('comes at its time when nothing was said, and without a close frame where there was none', () => {
		const idle = connection([['server', 5, { type: 'hello' }]], { closedBy: 'server' });
		expect(new Play([idle]).advance(1000).sent).toEqual([{ type: 'hello' }, 'drop fin']);
	});

	it('answers a close with its code, a bad one with 1002, and as the service did where that differed', () => {
		const plain = connection([['server', 5, { type: 'hello' }]]);
		expect(new Play([plain]).say(close(3001), 'close').sent).toEqual(['close 3001']);
		expect(new Play([plain]).say(close(1005), 'close').sent).toEqual(['close 1002']);
		const odd = connection(
			[
				['client', 5, close(1000), 'close'],
				['server', 6, close(4999), 'close'],
			],
			{ closedBy: 'client' },
		);
		expect(new Play([odd]).say(close(1000), 'close').sent).toEqual(['close 4999']);
	});
});

describe('control frames', () => {
	it('answers each ping with one pong, and sends the service’s own pings', () => {
		const recorded = connection([
			['client', 5, 'mine', 'ping'],
			['server', 6, 'mine', 'pong'],
			['server', 50, 'yours', 'ping'],
			['client', 51, 'yours', 'pong'],
		]);
		const play = new Play([recorded]).say('live', 'ping').advance(100).say('yours', 'pong');
		const sent = play.commands.flatMap((command) => (command.type === 'send' ? [command.messageType] : []));
		expect([sent, play.sent]).toEqual([
			['pong', 'ping'],
			['live', 'yours'],
		]);
	});
});

describe('nothing that matches', () => {
	const recorded = connection([
		['client', 1, { type: 'get', id: 'abc1', item: 'x' }],
		['server', 2, { type: 'item', id: 'abc1', price: 10 }],
		['client', 3, { type: 'get', id: 'abc2', item: 'nothing' }],
		['server', 4, { type: 'error', id: 'abc2', text: 'no such item' }],
	]);
	const odd = { type: 'get', id: 'zzz9', item: 'unheard' };

	it('is answered with the service’s own error, carrying the caller’s id', () => {
		const play = new Play([recorded]).say(odd);
		expect(play.sent).toEqual([{ type: 'error', id: 'zzz9', text: 'no such item' }]);
		expect(play.decisions).toEqual(['NO_MATCH 1 field differs from #0: $.item']);
	});

	it('is answered with an error of the protocol’s form where none was recorded', () => {
		const rpc = connection([['client', 1, { jsonrpc: '2.0', id: 1, method: 'a' }]]);
		const play = new Play([rpc]).say({ jsonrpc: '2.0', id: 5, method: 'b' });
		expect(play.sent).toMatchObject([{ jsonrpc: '2.0', id: 5, error: { code: -32601 } }]);
	});

	it('is met with silence or a close when told to', () => {
		expect(new Play([recorded], { noMatch: { action: 'silent' } }).say(odd).sent).toEqual([]);
		const closing = new Play([recorded], { noMatch: { action: 'close', code: 4404 } }).say(odd);
		expect(closing.sent).toEqual(['close 4404']);
	});

	it('is passed on when told to; what the service pushes anyway is not', () => {
		const play = new Play([recorded], { noMatch: { action: 'passthrough', url: 'ws://real.test' } }).say(odd);
		expect(play.commands.at(-1)).toMatchObject({ type: 'forward', entry: { decision: 'PASSTHROUGH' } });
		const answer = new TextEncoder().encode('{"type":"item","id":"zzz9"}');
		play.commands.push(...play.connection.answerFromUpstream({ type: 'text', payload: answer }, 0));
		expect(play.sent).toEqual([{ type: 'item', id: 'zzz9' }]);
	});
});

describe('several recorded connections of one path', () => {
	const greeting = (who: string) =>
		connection([
			['server', 5, { type: 'hello' }],
			['client', 10, { type: 'login', who }],
			['server', 11, { type: 'welcome', text: `You are ${who}, number ${who.length}` }],
			['server', 100, { type: 'hello', late: who }],
		]);

	it('follow the one that the first message is known from', () => {
		const play = new Play([greeting('Ana'), greeting('Benjamin')]).advance(50);
		play.say({ type: 'login', who: 'Benjamin' }).advance(1000);
		expect(play.sent).toEqual([
			{ type: 'hello' },
			{ type: 'welcome', text: 'You are Benjamin, number 8' },
			{ type: 'hello', late: 'Benjamin' },
		]);
	});
});
