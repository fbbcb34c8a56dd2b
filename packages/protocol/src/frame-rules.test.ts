import { describe, expect, test } from 'vitest';
import { byteByByte, cutAt } from '../test/support/cut.ts';
import { fromHex } from '../test/support/hex.ts';
import { framesOf, upgraded, upgradeRequest, upgradeResponse } from '../test/support/upgrade.ts';
import vectors from '../test/vectors/violations.json' with { type: 'json' };
import { readHeader } from './frame-header.ts';
import { FrameRules } from './frame-rules.ts';
import { opcodeName } from './opcodes.ts';

const DEFLATE = 'permessage-deflate';

// The whole path from bytes to events: header rules, order, text and inflating.
describe.each(vectors as Vector[])(
	'$name ($section)',
	({ sender, hex, splits, violations, frames, deflate, undecoded }) => {
		const bytes = fromHex(hex);
		const extra = deflate ? `Sec-WebSocket-Extensions: ${DEFLATE}\r\n` : '';
		const start = (sender === 'client' ? upgradeRequest(extra) : upgradeResponse(extra)).length;

		test.each([
			['whole', [bytes]],
			['cut at the split points', cutAt(bytes, splits)],
			['byte by byte', byteByByte(bytes)],
		])('%s', (_, parts) => {
			const decoder = upgraded(deflate ? DEFLATE : null);
			const events = parts.flatMap((part) => decoder.push(sender, part, 3));
			const found = events.flatMap((event) => (event.type === 'violation' ? [event.violation] : []));
			expect(found.map(({ code, offset }) => [code, offset - start])).toEqual(violations);
			expect(framesOf(events).map((frame) => opcodeName(frame.opcode))).toEqual(frames);
			expect(decoder.undecodedBytes(sender)).toBe(undecoded ?? 0);
		});
	},
);

interface Vector {
	name: string;
	section: string;
	sender: 'client' | 'server';
	hex: string;
	splits: number[];
	violations: [code: string, offset: number][];
	frames: string[];
	deflate?: boolean;
	undecoded?: number;
}

test('what is accepted at a glance is what the full judgement finds nothing in', () => {
	for (const hex of [
		'8100',
		'0100',
		'8200',
		'8900',
		'8001',
		'817e007e',
		'8180 00000000',
		'c100',
		'8300',
		'817f0000000000010000',
	]) {
		for (const sender of ['client', 'server'] as const) {
			for (const allowedRsv of [0, 4, 7]) {
				const header = readHeader(fromHex(`${hex} 00*14`), 0);
				const broken = new FrameRules(sender, allowedRsv).judge(header);
				if (new FrameRules(sender, allowedRsv).accepts(header)) expect(broken).toEqual([]);
				else if (header.opcode < 8) expect(broken).not.toEqual([]);
			}
		}
	}
});

test('an extension nobody here knows may use any of the bits, on any frame', () => {
	const rules = new FrameRules('server', 7);
	for (const hex of ['f100', '7100', 'f000', 'f900']) expect(rules.judge(readHeader(fromHex(hex), 0))).toEqual([]);
});
