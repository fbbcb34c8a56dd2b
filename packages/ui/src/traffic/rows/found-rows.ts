import { type RowSource, RowSourceBase } from './row-source.ts';

const PAGE_ROWS = 200;
/** Without anybody scrolling so far, the search goes on by itself up to this many rows, so that the count is right. */
const UNASKED_ROWS = 5_000;

interface FoundPage<Row> {
	rows: readonly Row[];
	/** Nothing is behind these. */
	done: boolean;
	/** Where to go on. */
	nextFrom: number;
}

export interface FoundRowsOptions<Row> {
	/** Looks for rows from a position of the connection on. */
	search(from: number, count: number, signal: AbortSignal): Promise<FoundPage<Row>>;
	/** Rows of the connection, as far as known. */
	total: number;
	from?: number;
	to?: number | null;
	/** Position of a row in the connection. */
	position(row: Row): number;
}

/** The rows that satisfy a filter: found from the front, more as they are needed. */
export class FoundRows<Row> extends RowSourceBase implements RowSource<Row> {
	readonly #options: FoundRowsOptions<Row>;
	readonly #controller = new AbortController();
	readonly #rows: Row[] = [];
	#next: number;
	#all: number;
	#loading = false;
	#needed = UNASKED_ROWS;
	#done = false;
	/** It has been through once; what comes after is new. */
	#caughtUp = false;

	constructor(options: FoundRowsOptions<Row>) {
		super();
		this.#options = options;
		this.#next = options.from ?? 0;
		this.#all = options.total;
		void this.#run();
	}

	get total(): number {
		return this.#rows.length;
	}

	get complete(): boolean {
		return this.#caughtUp;
	}

	/** Rows of the connection that were looked at. */
	get scanned(): number {
		return this.#next - (this.#options.from ?? 0);
	}

	get(index: number): Row | undefined {
		return this.#rows[index];
	}

	need(_first: number, end: number): void {
		this.#needed = Math.max(this.#needed, end + PAGE_ROWS);
		void this.#run();
	}

	grow(total: number): void {
		if (total <= this.#all) return;
		this.#all = total;
		const { to } = this.#options;
		if (this.#done && (to == null || this.#next < to)) {
			this.#done = false;
			void this.#run();
		}
	}

	retry(): void {
		this.error = null;
		void this.#run();
	}

	close(): void {
		this.#controller.abort();
	}

	/** Position among the found rows of a row of the connection; -1 when it is not among them. */
	indexOf(position: number): number {
		let [low, high] = [0, this.#rows.length];
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#options.position(this.#rows[middle] as Row) < position) low = middle + 1;
			else high = middle;
		}
		const row = this.#rows[low];
		return row !== undefined && this.#options.position(row) === position ? low : -1;
	}

	async #run(): Promise<void> {
		const { signal } = this.#controller;
		if (this.#loading) return;
		this.#loading = true;
		while (!this.#done && this.error === null && this.#rows.length < this.#needed && !signal.aborted)
			await this.#step();
		this.#loading = false;
	}

	async #step(): Promise<void> {
		const { signal } = this.#controller;
		try {
			const page = await this.#options.search(this.#next, PAGE_ROWS, signal);
			if (signal.aborted) return;
			const to = this.#options.to ?? Number.POSITIVE_INFINITY;
			this.#rows.push(...page.rows.filter((row) => this.#options.position(row) < to));
			this.#next = page.nextFrom;
			this.#done = page.done || page.nextFrom >= to;
			this.#caughtUp ||= this.#done;
		} catch (error) {
			if (signal.aborted) return;
			this.error = `Could not search on from frame ${(this.#next + 1).toLocaleString('en-US')}: ${error instanceof Error ? error.message : String(error)}`;
		}
		this.changed();
	}
}
