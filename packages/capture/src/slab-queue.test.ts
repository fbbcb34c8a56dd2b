import { describe, expect, it } from 'vitest';
import { type Slab, SlabReceiver, SlabSender, slabQueueMemory } from './slab-queue.ts';

function queue(mostSlabs = 4) {
	const memory = slabQueueMemory(mostSlabs);
	const sender = new SlabSender(memory, mostSlabs);
	const receiver = new SlabReceiver(memory);
	const played: string[] = [];
	const names = new Map<SharedArrayBuffer, number>();
	const take = (): Slab => {
		const taken = sender.take();
		if (taken === null) throw new Error('no slab');
		if (taken.isNew) receiver.add(taken.slab);
		names.set(taken.slab.memory, taken.slab.id);
		return taken.slab;
	};
	const play = (most = 100) => receiver.play(most, (slab, fill) => played.push(`${names.get(slab)}:${fill}`));
	return { sender, receiver, played, take, play };
}

describe('a queue of slabs', () => {
	it('plays what was posted, in order, and gives the slab played last out first', () => {
		const { sender, played, take, play } = queue();
		sender.post(take(), 10);
		sender.post(take(), 20);
		expect(sender.idle).toBe(false);
		play();
		expect([played, sender.idle]).toEqual([['0:10', '1:20'], true]);
		expect(take().id).toBe(1);
	});

	it('wakes only who sleeps', () => {
		const { sender, take, play } = queue();
		expect(play()).toBe(false);
		expect(sender.post(take(), 1)).toBe(true);
		expect(sender.post(take(), 2)).toBe(false);
		expect(play(1)).toBe(true);
		expect(sender.post(take(), 3)).toBe(false);
		expect(play(2)).toBe(true);
		expect(play(1)).toBe(false);
		expect(sender.post(take(), 4)).toBe(true);
	});

	it('waits for a slab that is not known yet', () => {
		const { sender, receiver, played, play } = queue();
		const taken = sender.take();
		if (taken === null) throw new Error('no slab');
		sender.post(taken.slab, 5);
		expect([play(), played]).toEqual([false, []]);
		receiver.add(taken.slab);
		play();
		expect(played).toHaveLength(1);
	});

	it('has room for so many, and as many again for what must not be lost', () => {
		const { sender, take, play } = queue(2);
		for (let n = 0; n < 4; n++) {
			expect(sender.hasRoom).toBe(n < 2);
			sender.post(take(), 1);
		}
		expect(sender.take()).toBeNull();
		play(3);
		expect(sender.hasRoom).toBe(true);
	});

	it('gives up slabs that are not needed any more', () => {
		const { sender, receiver, played, take, play } = queue();
		for (let n = 0; n < 3; n++) sender.post(take(), n);
		play();
		const given = sender.shrink(1);
		expect(given).toEqual([0, 1]);
		receiver.remove(given);
		expect([take().id, take().id]).toEqual([2, 3]);
		expect(played).toEqual(['0:0', '1:1', '2:2']);
	});

	it('goes on when its counters wrap around', () => {
		const memory = slabQueueMemory(2);
		new Int32Array(memory).set([0x7fffffff, 0x7fffffff]);
		const sender = new SlabSender(memory, 2);
		const receiver = new SlabReceiver(memory);
		const fills: number[] = [];
		for (let n = 0; n < 6; n++) {
			const taken = sender.take();
			if (taken === null) throw new Error('no slab');
			if (taken.isNew) receiver.add(taken.slab);
			sender.post(taken.slab, n);
			if (n % 2 === 1) receiver.play(9, (_, fill) => fills.push(fill));
		}
		expect(fills).toEqual([0, 1, 2, 3, 4, 5]);
		expect(sender.idle).toBe(true);
	});
});
