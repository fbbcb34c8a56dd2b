/** How large slabs are. Two fit in the cache of a core, and are used again before they leave it. */
export const SLAB_BYTES = 256 * 1024;

/** A block of memory that both threads see, known to both by its number. */
export interface Slab {
	id: number;
	memory: SharedArrayBuffer;
}

// Places in the control words.
const POSTED = 0;
const PLAYED = 1;
const ASLEEP = 2;
const FIRST_ENTRY = 4;

/**
 * The shared words of a queue of slabs: how many were posted and played, whether the other side sleeps, then a ring of what was
 * posted (slab number, fill), twice as long as the slabs that may wait. Counters only grow, and wrap around as 32-bit numbers do.
 */
export function slabQueueMemory(mostSlabs: number): SharedArrayBuffer {
	return new SharedArrayBuffer((FIRST_ENTRY + 4 * 2 ** Math.ceil(Math.log2(mostSlabs))) * 4);
}

class SlabQueue {
	protected readonly words: Int32Array;
	readonly #mask: number;

	constructor(memory: SharedArrayBuffer) {
		this.words = new Int32Array(memory);
		this.#mask = (this.words.length - FIRST_ENTRY) / 2 - 1;
	}

	protected entryAt(count: number): number {
		return FIRST_ENTRY + 2 * (count & this.#mask);
	}
}

/** The thread that fills slabs. */
export class SlabSender extends SlabQueue {
	readonly #mostSlabs: number;
	readonly #free: Slab[] = [];
	/** Those posted, in order, that are not known to be played. */
	#posted: Slab[] = [];
	#nextId = 0;

	/** @param memory of `slabQueueMemory` */
	constructor(memory: SharedArrayBuffer, mostSlabs: number) {
		super(memory);
		this.#mostSlabs = mostSlabs;
	}

	/** Whether everything posted was played. */
	get idle(): boolean {
		return Atomics.load(this.words, POSTED) === Atomics.load(this.words, PLAYED);
	}

	/** Whether fewer wait than there may. */
	get hasRoom(): boolean {
		this.#collect();
		return this.#posted.length < this.#mostSlabs;
	}

	/**
	 * A slab to fill, the one played last: it is still in the cache. There may be more of them than `hasRoom` allows, for what
	 * must not be lost; null when these are used up too.
	 */
	take(): { slab: Slab; isNew: boolean } | null {
		this.#collect();
		const slab = this.#free.pop();
		if (slab !== undefined) return { slab, isNew: false };
		if (this.#posted.length === 2 * this.#mostSlabs) return null;
		return { slab: { id: this.#nextId++, memory: new SharedArrayBuffer(SLAB_BYTES) }, isNew: true };
	}

	/** Gives up free slabs but so many, the longest unused first; their numbers are for `SlabReceiver.remove`. */
	shrink(keep: number): number[] {
		this.#collect();
		return this.#free.splice(0, Math.max(0, this.#free.length - keep)).map(({ id }) => id);
	}

	/** True when the other side sleeps and is to be woken. */
	post(slab: Slab, fill: number): boolean {
		const posted = Atomics.load(this.words, POSTED);
		const at = this.entryAt(posted);
		this.words[at] = slab.id;
		this.words[at + 1] = fill;
		this.#posted.push(slab);
		Atomics.store(this.words, POSTED, (posted + 1) | 0);
		return Atomics.exchange(this.words, ASLEEP, 0) === 1;
	}

	#collect(): void {
		const waiting = (Atomics.load(this.words, POSTED) - Atomics.load(this.words, PLAYED)) | 0;
		const played = this.#posted.length - waiting;
		if (played === 0) return;
		this.#free.push(...this.#posted.slice(0, played));
		this.#posted = this.#posted.slice(played);
	}
}

/** The thread that plays them. */
export class SlabReceiver extends SlabQueue {
	readonly #slabs = new Map<number, SharedArrayBuffer>();

	/** A slab that was posted may be seen before it is known: nothing is played past it, and `add` says that it came. */
	add({ id, memory }: Slab): void {
		this.#slabs.set(id, memory);
	}

	remove(ids: readonly number[]): void {
		for (const id of ids) this.#slabs.delete(id);
	}

	/**
	 * Plays what waits, at most so many slabs; true when there is more. On false this side is asleep: it is woken by the next
	 * `post`, or by the `add` of a slab that was posted already.
	 */
	play(most: number, play: (memory: SharedArrayBuffer, fill: number) => void): boolean {
		for (let count = 0; count < most; ) {
			if (this.#playNext(play)) {
				count++;
				continue;
			}
			Atomics.store(this.words, ASLEEP, 1);
			// What was posted before that is seen here; for what comes after it the other side sees that this one sleeps.
			if (!this.#hasNext() || Atomics.exchange(this.words, ASLEEP, 0) === 0) return false;
		}
		return true;
	}

	#hasNext(): boolean {
		const played = Atomics.load(this.words, PLAYED);
		if (played === Atomics.load(this.words, POSTED)) return false;
		return this.#slabs.has(this.words[this.entryAt(played)] as number);
	}

	#playNext(play: (memory: SharedArrayBuffer, fill: number) => void): boolean {
		if (!this.#hasNext()) return false;
		const played = Atomics.load(this.words, PLAYED);
		const at = this.entryAt(played);
		play(this.#slabs.get(this.words[at] as number) as SharedArrayBuffer, this.words[at + 1] as number);
		Atomics.store(this.words, PLAYED, (played + 1) | 0);
		return true;
	}
}
