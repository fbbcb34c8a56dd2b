import { RecordingCollector } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { LinkDecoding } from './link-decoding.ts';
import { playSlab, type SlabEntry, SlabWriter } from './slab.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Writes down what it is told. */
class Told extends LinkDecoding {
	readonly calls: unknown[][] = [];
	constructor() {
		super({ sink: new RecordingCollector(), recordingId: 'r', newId: () => 'id', limits: {} });
	}
	override opened(...args: Parameters<LinkDecoding['opened']>): void {
		this.calls.push(['opened', ...args]);
	}
	override bytes(...[link, sender, chunk, atUs]: Parameters<LinkDecoding['bytes']>): void {
		this.calls.push(['bytes', link, sender, chunk.slice(), atUs]);
	}
	override ended(...args: Parameters<LinkDecoding['ended']>): void {
		this.calls.push(['ended', ...args]);
	}
	override gap(...args: Parameters<LinkDecoding['gap']>): void {
		this.calls.push(['gap', ...args]);
	}
	override closed(...args: Parameters<LinkDecoding['closed']>): void {
		this.calls.push(['closed', ...args]);
	}
}

describe('a slab', () => {
	it('gives back what was packed into it, in order, with times to the microsecond', () => {
		const facts = { clientAddress: '127.0.0.1:50000', serverAddress: null, tls: true };
		const atUs = 1_795_552_857_531_123;
		const entries: SlabEntry[] = [
			{ what: 'opened', link: 4_000_000_000, facts },
			{ what: 'bytes', link: 1, sender: 'client', atUs, chunk: bytes('odd') },
			{ what: 'bytes', link: 1, sender: 'server', atUs: atUs + 1, chunk: bytes('') },
			{ what: 'gap', link: 2, sender: 'server', atUs },
			{ what: 'fin', link: 1, sender: 'client', atUs },
			{ what: 'reset', link: 1, sender: 'server', atUs },
			{ what: 'closed', link: 1, atUs },
		];
		const memory = new SharedArrayBuffer(1024);
		const slab = new SlabWriter(memory);
		for (const entry of entries) expect(slab.add(entry)).toBe(true);
		const told = new Told();
		playSlab(memory, slab.fill, told);
		expect(told.calls).toEqual([
			['opened', 4_000_000_000, facts],
			['bytes', 1, 'client', bytes('odd'), atUs],
			['bytes', 1, 'server', bytes(''), atUs + 1],
			['gap', 2, 'server', atUs],
			['ended', 1, 'client', 'fin', atUs],
			['ended', 1, 'server', 'reset', atUs],
			['closed', 1, atUs],
		]);
	});

	it('refuses what does not fit and stays as it was', () => {
		const slab = new SlabWriter(new SharedArrayBuffer(SlabWriter.sizeOf(9)));
		expect(slab.add({ what: 'bytes', link: 1, sender: 'client', atUs: 1, chunk: new Uint8Array(17) })).toBe(false);
		expect(slab.fill).toBe(0);
		expect(slab.add({ what: 'bytes', link: 1, sender: 'client', atUs: 1, chunk: new Uint8Array(16) })).toBe(true);
		expect(slab.add({ what: 'closed', link: 1, atUs: 2 })).toBe(false);
	});
});
