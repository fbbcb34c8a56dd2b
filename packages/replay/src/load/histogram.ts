/** Sub-buckets of each power of two: values are kept to better than 1 part in 256. */
const SUB_BITS = 8;
const SUB_BUCKETS = 2 ** SUB_BITS;

/**
 * Counts of values over their whole range with a fixed relative error, the way HdrHistogram keeps them: memory does not grow with
 * the number of values, and percentiles are nearest rank on the buckets.
 */
export class Histogram {
	readonly #counts = new Map<number, number>();
	#count = 0;
	#max = 0;
	#sum = 0;

	/** Whole numbers from 0; others are rounded. */
	record(value: number): void {
		const whole = Math.max(0, Math.round(value));
		const bucket = bucketOf(whole);
		this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
		this.#count++;
		this.#sum += whole;
		this.#max = Math.max(this.#max, whole);
	}

	get count(): number {
		return this.#count;
	}

	get max(): number {
		return this.#max;
	}

	get mean(): number {
		return this.#count === 0 ? Number.NaN : this.#sum / this.#count;
	}

	/** The largest value of the bucket that the nearest rank falls into; NaN when nothing was recorded. */
	percentile(percent: number): number {
		if (this.#count === 0) return Number.NaN;
		const rank = Math.max(1, Math.ceil((percent / 100) * this.#count));
		let passed = 0;
		for (const [bucket, count] of [...this.#counts].sort(([a], [b]) => a - b)) {
			passed += count;
			if (passed >= rank) return Math.min(this.#max, largestIn(bucket));
		}
		return this.#max;
	}
}

/** Values below 2 * SUB_BUCKETS have a bucket of their own; above, each power of two has SUB_BUCKETS. */
function bucketOf(value: number): number {
	if (value < 2 * SUB_BUCKETS) return value;
	const shift = Math.floor(Math.log2(value)) - SUB_BITS;
	return shift * SUB_BUCKETS + Math.floor(value / 2 ** shift);
}

function largestIn(bucket: number): number {
	if (bucket < 2 * SUB_BUCKETS) return bucket;
	const shift = Math.floor(bucket / SUB_BUCKETS) - 1;
	return (bucket - shift * SUB_BUCKETS + 1) * 2 ** shift - 1;
}
