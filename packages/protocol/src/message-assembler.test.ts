import { expect, test } from 'vitest';
import { fromHex, toHex } from '../test/support/hex.ts';
import { framesOf, upgraded } from '../test/support/upgrade.ts';
import { type AssembledMessage, MessageAssembler } from './message-assembler.ts';

function assemble(hex: string): (Omit<AssembledMessage, 'payload'> & { payload: string })[] {
	const assembler = new MessageAssembler();
	return framesOf(upgraded('permessage-deflate').push('server', fromHex(hex), 9)).flatMap((frame) => {
		const message = assembler.push(frame);
		return message === null ? [] : [{ ...message, payload: toHex(message.payload) }];
	});
}

const RAW = { sender: 'server', atUs: 9, compressed: false } as const;

test('a message of one frame, text and binary', () => {
	expect(assemble('8101 61 8201 62')).toEqual([
		{ ...RAW, opcode: 1, payload: '61', firstSeq: 0, lastSeq: 0, frames: 1 },
		{ ...RAW, opcode: 2, payload: '62', firstSeq: 1, lastSeq: 1, frames: 1 },
	]);
});

test('control frames between fragments are no part of the message (RFC 6455 5.4)', () => {
	expect(assemble('0201 61 8901 ff 0000 8001 62')).toEqual([
		{ ...RAW, opcode: 2, payload: '6162', firstSeq: 0, lastSeq: 3, frames: 3 },
	]);
});

test('the inflated parts of a compressed message joined are the message', () => {
	expect(assemble('4103 f248cd 8004 c9c90700')).toEqual([
		{ ...RAW, opcode: 1, payload: toHex(fromHex("'Hello'")), firstSeq: 0, lastSeq: 1, frames: 2, compressed: true },
	]);
});

test('a fragment of nothing gives no message, an interrupted message none either', () => {
	expect(assemble('8001 61 0101 62 8101 63').map((message) => message.payload)).toEqual(['63']);
});

test('the senders do not mix', () => {
	const decoder = upgraded(null);
	const assembler = new MessageAssembler();
	const frames = [
		...framesOf(decoder.push('server', fromHex('0101 61'), 1)),
		...framesOf(decoder.push('client', fromHex('8181 00000000 62'), 1)),
		...framesOf(decoder.push('server', fromHex('8001 63'), 1)),
	];
	expect(frames.map((frame) => assembler.push(frame)?.payload)).toEqual([undefined, fromHex('62'), fromHex('6163')]);
});
