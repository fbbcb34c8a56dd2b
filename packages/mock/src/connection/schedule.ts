interface Planned<T> {
	readonly atUs: number;
	readonly order: number;
	readonly item: T;
}

/** Things that are due at a time, earliest first, in order of entry where times are equal. A binary heap. */
export class Schedule<T> {
	readonly #heap: Planned<T>[] = [];
	#order = 0;

	get size(): number {
		return this.#heap.length;
	}

	/** When the next one is due; null when there is none. */
	get nextAtUs(): number | null {
		return this.#heap[0]?.atUs ?? null;
	}

	add(atUs: number, item: T): void {
		this.#heap.push({ atUs, order: this.#order++, item });
		this.#rise(this.#heap.length - 1);
	}

	/** Takes out the first one if it is due. */
	takeDue(nowUs: number): { atUs: number; item: T } | null {
		const first = this.#heap[0];
		if (first === undefined || first.atUs > nowUs) return null;
		const last = this.#heap.pop() as Planned<T>;
		if (this.#heap.length > 0) {
			this.#heap[0] = last;
			this.#sink();
		}
		return first;
	}

	/** Takes out every one that the test is true for. */
	remove(test: (item: T) => boolean): void {
		const kept = this.#heap.filter(({ item }) => !test(item));
		this.#heap.length = 0;
		for (const entry of kept) {
			this.#heap.push(entry);
			this.#rise(this.#heap.length - 1);
		}
	}

	#isBefore(a: number, b: number): boolean {
		const [left, right] = [this.#heap[a], this.#heap[b]];
		if (left === undefined || right === undefined) return false;
		return left.atUs < right.atUs || (left.atUs === right.atUs && left.order < right.order);
	}

	#swap(a: number, b: number): void {
		const held = this.#heap[a];
		this.#heap[a] = this.#heap[b] as Planned<T>;
		this.#heap[b] = held as Planned<T>;
	}

	#rise(from: number): void {
		let at = from;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!this.#isBefore(at, parent)) return;
			this.#swap(at, parent);
			at = parent;
		}
	}

	#sink(): void {
		let at = 0;
		for (;;) {
			const [left, right] = [2 * at + 1, 2 * at + 2];
			const child = this.#isBefore(right, left) ? right : left;
			if (!this.#isBefore(child, at)) return;
			this.#swap(at, child);
			at = child;
		}
	}
}
