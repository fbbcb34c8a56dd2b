import { describe, expect, it } from 'vitest';
import { frame } from '../test/build.ts';
import { assembleMessages, MessageStream } from './message-assembly.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const texts = (messages: readonly { payload: Uint8Array }[]) => messages.map(({ payload }) => decodeUtf8(payload));

describe('assembleMessages', () => {
	it('joins fragments and numbers messages by their first frame', () => {
		const messages = assembleMessages([
			frame(0, 'client', 'Hel', { fin: false, compressed: true }),
			frame(1, 'client', encodeUtf8('ping'), { opcode: 9 }),
			frame(2, 'server', 'between'),
			frame(3, 'client', encodeUtf8('lo '), { opcode: 0, fin: false, compressed: true }),
			frame(4, 'server', encodeUtf8('ping'), { opcode: 10 }),
			frame(5, 'client', encodeUtf8('you'), { opcode: 0, compressed: true }),
		]);
		expect(texts(messages)).toEqual(['Hello you', 'ping', 'between', 'ping']);
		expect(messages.map(({ n, type }) => [n, type])).toEqual([
			[0, 'text'],
			[1, 'ping'],
			[2, 'text'],
			[3, 'pong'],
		]);
		expect(messages[0]).toMatchObject({
			firstSeq: 0,
			lastSeq: 5,
			frames: 3,
			compressed: true,
			wireBytes: 27,
			incomplete: false,
		});
		expect(messages[0]?.atUs).toBe(frame(5, 'client', '').atUs);
		expect(messages[0]?.firstAtUs).toBe(frame(0, 'client', '').atUs);
	});

	it('keeps both senders apart while both send fragments', () => {
		const messages = assembleMessages([
			frame(0, 'client', 'a', { fin: false }),
			frame(1, 'server', 'x', { fin: false }),
			frame(2, 'client', encodeUtf8('b'), { opcode: 0 }),
			frame(3, 'server', encodeUtf8('y'), { opcode: 0 }),
		]);
		expect(texts(messages)).toEqual(['ab', 'xy']);
	});

	it('shows a message that the end cut off', () => {
		const messages = assembleMessages([frame(0, 'server', 'begun', { fin: false })]);
		expect(messages).toMatchObject([{ n: 0, incomplete: true }]);
	});

	it('loses no byte of a broken fragment sequence', () => {
		const messages = assembleMessages([
			frame(0, 'client', encodeUtf8('orphan'), { opcode: 0 }),
			frame(1, 'client', 'cut', { fin: false }),
			frame(2, 'client', 'next'),
		]);
		expect(texts(messages)).toEqual(['orphan', 'cut', 'next']);
		expect(messages.map(({ type, incomplete }) => [type, incomplete])).toEqual([
			['binary', false],
			['text', true],
			['text', false],
		]);
	});

	it('makes no message of reserved opcodes', () => {
		expect(assembleMessages([frame(0, 'client', encodeUtf8('?'), { opcode: 3 })])).toEqual([]);
	});
});

it('gives messages out as they are complete', () => {
	const stream = new MessageStream();
	expect(stream.push(frame(0, 'client', 'a', { fin: false }))).toEqual([]);
	expect(stream.push(frame(1, 'client', encodeUtf8(''), { opcode: 9 })).map(({ n }) => n)).toEqual([1]);
	expect(stream.push(frame(2, 'client', encodeUtf8('b'), { opcode: 0 })).map(({ n }) => n)).toEqual([0]);
	expect(stream.end()).toEqual([]);
});
