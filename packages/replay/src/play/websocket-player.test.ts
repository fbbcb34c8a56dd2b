import { Inflater, OPCODE, readDeflateResponse } from '@refrain/protocol';
import { decodeUtf8, encodeUtf8 } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { Played } from '../../test/played.ts';
import { closeFrame, type Sketch, sketch } from '../../test/sketch.ts';

const up = (atMs: number, text: string): Sketch => ({ from: 'client', atMs, text });
const down = (atMs: number, text: string): Sketch => ({ from: 'server', atMs, text });

describe('time', () => {
	const recorded = sketch([up(100, 'a'), up(600, 'b'), up(650, 'c'), closeFrame('client', 700, 1000)]);

	it('keeps recorded gaps', () => {
		const played = new Played(recorded).accept().until(5000);
		expect(played.log.slice(0, 4)).toEqual(['100 a', '600 b', '650 c', '700 close 1000']);
	});

	it('scales, fixes or drops them', () => {
		const times = (timing: object) =>
			new Played(recorded, { timing: timing as never }).accept().until(5000).log.slice(0, 4);
		expect(times({ mode: 'speed', factor: 2 })).toEqual(['50 a', '300 b', '325 c', '350 close 1000']);
		expect(times({ mode: 'flat', gapMs: 10 })).toEqual(['10 a', '20 b', '30 c', '40 close 1000']);
		expect(times({ mode: 'asap' })).toEqual(['0 a', '0 b', '0 c', '0 close 1000']);
	});

	it('cuts long gaps', () => {
		expect(new Played(recorded, { maxGapMs: 200 }).accept().until(5000).log.slice(0, 3)).toEqual([
			'100 a',
			'300 b',
			'350 c',
		]);
	});
});

describe('cause', () => {
	const recorded = sketch([up(100, 'ask'), down(150, 'answer'), up(250, 'thanks'), closeFrame('client', 300, 1000)]);

	it('waits for what a message followed, then the recorded gap', () => {
		const played = new Played(recorded).accept().until(900).say('answer').until(5000);
		expect(played.log.slice(0, 3)).toEqual(['100 ask', '1000 thanks', '1050 close 1000']);
		expect(played.player.waitedInVain).toEqual([]);
	});

	it('waits in every timing, and is not slower than a quick target', () => {
		const asap = new Played(recorded, { timing: { mode: 'asap' } }).accept().until(40).say('answer');
		expect(asap.log).toEqual(['0 ask', '40 thanks', '40 close 1000']);
	});

	it('goes on when it does not come, and remembers what it waited for', () => {
		const played = new Played(recorded, { answerTimeoutMs: 2000 }).accept().until(9000);
		expect(played.log.slice(0, 3)).toEqual(['100 ask', '2150 thanks', '2200 close 1000']);
		expect(played.player.waitedInVain).toEqual([1]);
	});

	it('does not take other messages for it', () => {
		const played = new Played(
			sketch([down(10, '{"type":"hello"}'), up(20, 'a'), closeFrame('client', 30, 1000)]),
		).accept();
		expect(played.until(100).say('{"type":"other"}').until(200).log).toEqual([]);
		expect(played.say('{"type":"hello"}').until(300).log.slice(0, 1)).toEqual(['210 a']);
	});

	it('keeps the order of its own messages, whatever the target does', () => {
		const chatty = sketch([
			up(10, '1'),
			down(20, 'x'),
			up(30, '2'),
			down(40, 'x'),
			up(50, '3'),
			closeFrame('client', 60, 1000),
		]);
		const played = new Played(chatty).accept().until(500).say('x').until(501).say('x').say('x').until(2000);
		expect(played.frames.map(({ payload }) => decodeUtf8(payload)).slice(0, 3)).toEqual(['1', '2', '3']);
	});
});

describe('the end', () => {
	it('closes with the recorded code and then ends TCP when the target has', () => {
		const played = new Played(sketch([closeFrame('client', 10, 4001)]))
			.accept()
			.until(10)
			.say(Uint8Array.of(0x0f, 0xa1), OPCODE.close)
			.end('fin');
		expect(played.log).toEqual(['10 close 4001', '10 end']);
		expect(played.player.state).toBe('closed');
	});

	it('does not wait for ever for a target that does not close', () => {
		const played = new Played(sketch([closeFrame('client', 10, 1000)]), { graceMs: 500 }).accept().until(5000);
		expect(played.log).toEqual(['10 close 1000', '510 end', '510 destroy']);
	});

	it('answers a close of the target with its code', () => {
		const played = new Played(sketch([down(10, 'x'), closeFrame('server', 20, 1011)]))
			.accept()
			.until(5)
			.say(Uint8Array.of(0x03, 0xf3, 65), OPCODE.close);
		expect(played.log).toEqual(['5 close 1011']);
	});

	it('waits for messages that the recording still has before it closes', () => {
		const played = new Played(sketch([up(10, 'a'), down(300, 'late answer')])).accept().until(800);
		expect(played.log).toEqual(['10 a']);
		expect(played.say('late answer').log).toEqual(['10 a', '800 close 1000']);
	});

	it('waits for the close of a server that closed in the recording, and closes itself when it does not come', () => {
		const played = new Played(sketch([up(10, 'bye'), closeFrame('server', 20, 1000)]), { answerTimeoutMs: 1000 })
			.accept()
			.until(5000);
		expect(played.log.slice(0, 2)).toEqual(['10 bye', '1020 close 1000']);
	});

	it('ends TCP without a close frame where the recorded client did', () => {
		const facts = { closedAtUs: 1_700_000_000_050_000 };
		const cut = (tcp: 'fin' | 'reset') =>
			new Played(
				sketch([up(10, 'a')], { ...facts, close: { code: null, reason: '', by: 'client', frame: false, tcp } }),
			)
				.accept()
				.until(60).log;
		expect(cut('fin')).toEqual(['10 a', '50 end']);
		expect(cut('reset')).toEqual(['10 a', '50 reset']);
	});

	it('says goodbye when it is stopped', () => {
		const played = new Played(sketch([up(10, 'a'), up(9000, 'b')])).accept().until(100).stop();
		expect(played.log).toEqual(['10 a', '100 close 1001', '100 end']);
	});

	it('is over when the target ends TCP', () => {
		const played = new Played(sketch([up(1000, 'a')])).accept().until(10).end('reset').until(5000);
		expect(played.log).toEqual(['10 end']);
		expect(played.player).toMatchObject({ state: 'closed', wakeAtUs: null });
	});
});

describe('control frames', () => {
	it('answers pings of the target at once, and replays the client’s own', () => {
		const recorded = sketch([
			{ from: 'server', atMs: 5, opcode: 9, text: 'hb' },
			{ from: 'client', atMs: 6, opcode: 10, text: 'hb' },
			{ from: 'client', atMs: 20, opcode: 9, text: 'mine' },
			{ from: 'server', atMs: 21, opcode: 10, text: 'mine' },
			{ from: 'client', atMs: 30, opcode: 10, text: 'unasked' },
			closeFrame('client', 40, 1000),
		]);
		const played = new Played(recorded).accept().until(15).say('other', OPCODE.ping).until(45);
		expect(played.log).toEqual(['15 pong other', '20 ping mine', '30 pong unasked', '40 close 1000']);
	});
});

describe('frames', () => {
	const fragments: Sketch[] = [
		{ from: 'client', atMs: 10, text: 'Hel', fin: false },
		{ from: 'client', atMs: 15, opcode: 9, text: 'p' },
		{ from: 'client', atMs: 20, opcode: 0, text: 'lo ', fin: false },
		{ from: 'client', atMs: 30, opcode: 0, text: 'you', fin: true },
	];

	it('sends fragments as recorded, with control frames between them', () => {
		const played = new Played(sketch(fragments)).accept().until(35);
		expect(played.log.slice(0, 4)).toEqual([
			'10 Hel ...',
			'15 ping p',
			'20 continuation lo  ...',
			'30 continuation you',
		]);
	});

	it('compresses again what was compressed, in as many frames, when the target agrees', () => {
		const extension = 'permessage-deflate; client_max_window_bits=12';
		const compressed = fragments.map((frame) => (frame.opcode === 9 ? frame : { ...frame, compressed: true }));
		const played = new Played(sketch(compressed)).accept([['Sec-WebSocket-Extensions', extension]]).until(35);
		const data = played.frames.filter(({ opcode }) => opcode < 8);
		expect(data.map(({ rsv1, fin, compressed: inside }) => [rsv1, fin, inside])).toEqual([
			[true, false, true],
			[false, false, true],
			[false, true, true],
		]);
		expect(data.map(({ payload }) => decodeUtf8(payload)).join('')).toBe('Hello you');
		expect(readDeflateResponse(extension)).not.toBeNull();
	});

	it('sends plain what was compressed, when the target does not agree', () => {
		const played = new Played(sketch([{ ...up(10, 'text'), compressed: true }])).accept().until(20);
		expect(played.frames[0]).toMatchObject({ rsv1: false, payload: encodeUtf8('text') });
	});

	it('reads compressed answers', () => {
		const params = readDeflateResponse('permessage-deflate');
		expect(params && new Inflater(params, 'server')).toBeTruthy();
		const played = new Played(sketch([up(0, 'ask'), down(1, 'answer'), up(2, 'next')]))
			.accept([['Sec-WebSocket-Extensions', 'permessage-deflate']])
			.until(5);
		// RFC 7692 7.2.3.2: the same text in one block without compression.
		const block = Uint8Array.of(0x00, 0x06, 0x00, 0xf9, 0xff, ...encodeUtf8('answer'), 0x00);
		played.bytes(Uint8Array.of(0xc1, block.length, ...block)).until(50);
		expect(played.log.slice(0, 2)).toEqual(['0 ask', '6 next']);
	});
});

describe('the handshake', () => {
	it('is sent as recorded, to the target and with a key of its own', () => {
		const played = new Played(sketch([]));
		expect(
			['host', 'cookie', 'sec-websocket-key', 'sec-websocket-protocol', 'sec-websocket-extensions'].map((name) =>
				played.header(name),
			),
		).toEqual(['target', 'sid=1', 'AAECAwQFBgcICQoLDA0ODw==', 'v2, v1', 'permessage-deflate; client_max_window_bits']);
	});

	it('that is refused ends the connection and says how', () => {
		const played = new Played(sketch([up(10, 'a')])).bytes(
			encodeUtf8('HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nnope'),
		);
		expect(played.log).toEqual(['0 end']);
		expect(played.player).toMatchObject({
			state: 'failed',
			error: 'the target refused the handshake with 401 Unauthorized',
		});
	});

	it('that was refused in the recording too is no failure', () => {
		const refused = sketch([]);
		const handshake = { ...refused.connection.handshake, accepted: false } as never;
		const played = new Played({ ...refused, connection: { ...refused.connection, handshake } }).bytes(
			encodeUtf8('HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n'),
		);
		expect(played.player.error).toBeNull();
	});

	it('without an answer is given up', () => {
		const played = new Played(sketch([]), { handshakeTimeoutMs: 3000 }).until(4000);
		expect(played.log).toEqual(['3000 end', '3000 destroy']);
		expect(played.player.error).toBe('the target did not answer the handshake within 3 s');
	});

	it('with a wrong Sec-WebSocket-Accept is none', () => {
		const played = new Played(sketch([up(10, 'a')])).bytes(
			encodeUtf8('HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n'),
		);
		expect(played.until(100).frames).toEqual([]);
		expect(played.player.error).toContain('Sec-WebSocket-Accept');
	});

	it('that the target cuts off is a failure', () => {
		expect(new Played(sketch([])).end('fin').player.error).toBe(
			'the target closed the connection during the handshake',
		);
	});
});

it('counts messages and exchanges', () => {
	const played = new Played(sketch([up(10, 'ask'), down(20, 'answer'), closeFrame('client', 30, 1000)]));
	expect(played.player.counts).toMatchObject({
		messagesToSend: 1,
		messagesExpected: 1,
		exchangesTotal: 2,
		exchangesDone: 0,
	});
	played.accept().until(15).say('answer').until(100);
	expect(played.player.counts).toMatchObject({ messagesSent: 1, messagesReceived: 1, exchangesDone: 2 });
});
