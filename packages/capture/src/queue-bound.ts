/** What becomes of bytes that are to be queued. */
export type Admission = 'queue' | 'gap-begins' | 'drop';

/**
 * Bounds the bytes that wait to be decoded. A link that had to lose bytes stays without a recording until it closes: neither frames
 * nor compression can be followed across a hole.
 */
export class QueueBound {
	readonly #maxBytes: number;
	readonly #gapped = new Set<number>();
	#queuedBytes = 0;
	#droppedBytes = 0;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	get droppedBytes(): number {
		return this.#droppedBytes;
	}

	/** @param cost what the bytes take up in the queue; given back with `release` */
	admit(link: number, bytes: number, cost: number): Admission {
		const gapped = this.#gapped.has(link);
		if (!gapped && this.#queuedBytes + cost <= this.#maxBytes) {
			this.#queuedBytes += cost;
			return 'queue';
		}
		this.#droppedBytes += bytes;
		this.#gapped.add(link);
		return gapped ? 'drop' : 'gap-begins';
	}

	release(cost: number): void {
		this.#queuedBytes -= cost;
	}

	closed(link: number): void {
		this.#gapped.delete(link);
	}
}
