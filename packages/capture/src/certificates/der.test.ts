import { describe, expect, it } from 'vitest';
import {
	bitString,
	explicit,
	implicit,
	integer,
	objectIdentifier,
	octetString,
	sequence,
	time,
	utf8String,
} from './der.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('DER (X.690)', () => {
	it.each([
		[integer(Uint8Array.of(0)), '020100'],
		[integer(Uint8Array.of(127)), '02017f'],
		// A leading zero keeps the number positive; superfluous ones go.
		[integer(Uint8Array.of(0, 0, 128)), '02020080'],
		[objectIdentifier('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
		[objectIdentifier('2.5.29.15'), '0603551d0f'],
		[bitString(Uint8Array.of(0x80), 7), '03020780'],
		[utf8String('é'), '0c02c3a9'],
		[sequence(), '3000'],
		[explicit(0, integer(Uint8Array.of(2))), 'a003020102'],
		[implicit(2, new TextEncoder().encode('a.b')), '8203612e62'],
		[time(new Date('2026-11-24T20:01:03Z')), '170d3236313132343230303130335a'],
		[time(new Date('2050-01-01T00:00:00Z')), '180f32303530303130313030303030305a'],
	])('%#', (bytes, expected) => {
		expect(hex(bytes)).toBe(expected);
	});

	it.each([
		[127, '047f'],
		[128, '048180'],
		[256, '04820100'],
		[70_000, '0483011170'],
	])('gives %d bytes a length of the shortest form', (length, head) => {
		expect(hex(octetString(new Uint8Array(length))).slice(0, head.length)).toBe(head);
	});
});
