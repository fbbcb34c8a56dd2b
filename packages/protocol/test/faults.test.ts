import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byteByByte } from './support/cut.ts';
import { fromHex } from './support/hex.ts';
import { framesOf, upgraded, violationsOf } from './support/upgrade.ts';

interface Fault {
	id: string;
	desc: string;
	side: string;
	hex: string;
	rfc_expect: 'valid' | number;
}

const FILE = join(import.meta.dirname, '../../testkit/fixtures/faults/faults.json');
const faults = JSON.parse(readFileSync(FILE, 'utf8')) as Fault[];

test('there are 65 cases, all sent by clients', () => {
	expect([faults.length, faults.filter((fault) => fault.side !== 'c2s').length]).toEqual([65, 0]);
});

describe.each(faults)('$id: $desc', ({ hex, rfc_expect }) => {
	test.each([
		['whole', (bytes: Uint8Array) => [bytes]],
		['byte by byte', byteByByte],
	])('%s', (_, cut) => {
		const decoder = upgraded(null);
		const events = cut(fromHex(hex)).flatMap((part) => decoder.push('client', part, 3));
		const found = violationsOf(events);
		if (rfc_expect === 'valid') expect(found).toEqual([]);
		else expect(found).not.toEqual([]);
		// 1007 is the close code for text that is no UTF-8.
		if (rfc_expect === 1007) expect(found.every((code) => code.startsWith('bad-utf8'))).toBe(true);
		expect(framesOf(events).reduce((sum, frame) => sum + frame.wireBytes, 0)).toBe(fromHex(hex).length);
	});

	test('leaves the other direction and the end alone', () => {
		const decoder = upgraded(null);
		decoder.push('client', fromHex(hex), 3);
		expect(framesOf(decoder.push('server', fromHex('8101 61'), 4))).toHaveLength(1);
		decoder.end('client', 'fin', 5);
		expect(decoder.end('server', 'fin', 6)).toMatchObject([{ type: 'closed' }]);
	});
});
