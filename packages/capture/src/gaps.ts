/** What becomes of bytes that are to be queued. */
export type Admission = 'queue' | 'gap-begins' | 'drop';

/**
 * The links that had to lose bytes. Such a link stays without a recording until it closes: neither frames nor compression can be
 * followed across a hole.
 */
export class Gaps {
	readonly #gapped = new Set<number>();
	#droppedBytes = 0;

	get droppedBytes(): number {
		return this.#droppedBytes;
	}

	/** @param fits whether there is room for the bytes */
	admit(link: number, bytes: number, fits: boolean): Admission {
		const gapped = this.#gapped.size > 0 && this.#gapped.has(link);
		if (!gapped && fits) return 'queue';
		this.#droppedBytes += bytes;
		this.#gapped.add(link);
		return gapped ? 'drop' : 'gap-begins';
	}

	closed(link: number): void {
		this.#gapped.delete(link);
	}
}
