/** Two moments that are the same point of the conversation: the opening, a client message. Microseconds since each side's zero. */
export interface Anchor {
	expectedUs: number;
	observedUs: number;
}

/**
 * Says at which offset of the recording a moment of the replay lies: measured from the last anchor before it. A replay that fell
 * behind (or runs faster) is comparable that way. Anchors in order of time.
 */
export class TimeWarp {
	readonly #anchors: readonly Anchor[];

	constructor(anchors: readonly Anchor[]) {
		this.#anchors = [{ expectedUs: 0, observedUs: 0 }, ...anchors];
	}

	toExpected(observedUs: number): number {
		let [low, high] = [0, this.#anchors.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#anchors[middle] as Anchor).observedUs <= observedUs) low = middle;
			else high = middle - 1;
		}
		const anchor = this.#anchors[low] as Anchor;
		return anchor.expectedUs + (observedUs - anchor.observedUs);
	}
}
