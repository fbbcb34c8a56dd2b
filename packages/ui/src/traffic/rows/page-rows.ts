import { type RowSource, RowSourceBase } from './row-source.ts';

const PAGE_ROWS = 200;
const KEPT_PAGES = 60;
/** Further behind than this, new rows are told before they are there. */
const TAIL_PAGES = 3;

export interface PageRowsOptions<Row> {
	/** Fetches rows by their position in the connection. */
	load(from: number, count: number, signal: AbortSignal): Promise<{ total: number; rows: readonly Row[] }>;
	/** Rows of the connection, as far as known. */
	total: number;
	/** Only rows from here on (inclusive), up to `to` (exclusive; null: as many as come). */
	from?: number;
	to?: number | null;
	/** Rows from position 0 on that are there already. */
	seed?: readonly Row[];
}

/** Every row of a connection, or a run of them, fetched by the page when it is shown. */
export class PageRows<Row> extends RowSourceBase implements RowSource<Row> {
	readonly #options: PageRowsOptions<Row>;
	readonly #from: number;
	/** Rows of pages, the least recently used first. */
	readonly #pages = new Map<number, readonly Row[]>();
	readonly #loading = new Map<number, AbortController>();
	#all: number;
	/** Rows of the connection by the latest word; more than `#all` while the newest are fetched. */
	#latest: number;
	#shownEnd = 0;
	#fetchingTail = false;
	readonly complete = true;

	constructor(options: PageRowsOptions<Row>) {
		super();
		this.#options = options;
		this.#from = options.from ?? 0;
		this.#all = options.total;
		this.#latest = options.total;
		const seed = options.seed ?? [];
		for (let page = 0; page * PAGE_ROWS < seed.length; page++)
			this.#pages.set(page, seed.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS));
	}

	get total(): number {
		return Math.max(0, Math.min(this.#all, this.#options.to ?? Number.POSITIVE_INFINITY) - this.#from);
	}

	get(index: number): Row | undefined {
		const at = this.#from + index;
		return this.#pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS];
	}

	need(first: number, end: number): void {
		this.#shownEnd = end;
		if (this.error !== null || end <= first) return;
		const pageOf = (index: number) => Math.floor((this.#from + index) / PAGE_ROWS);
		const [firstPage, lastPage] = [pageOf(first), pageOf(Math.min(end, this.total) - 1)];
		for (const [page, controller] of this.#loading) {
			if (page >= firstPage && page <= lastPage) continue;
			controller.abort();
			this.#loading.delete(page);
		}
		for (let page = firstPage; page <= lastPage; page++) {
			const rows = this.#pages.get(page);
			if (rows) this.#touch(page, rows);
			const wanted = Math.min(PAGE_ROWS, this.#all - page * PAGE_ROWS);
			if ((rows?.length ?? 0) < wanted && !this.#loading.has(page)) void this.#load(page);
		}
	}

	/** While the end is in sight, new rows are fetched first and told then: no row appears without its content. */
	grow(total: number): void {
		if (total <= this.#latest) return;
		this.#latest = total;
		const tailShown = this.#shownEnd >= this.total && this.#all > 0;
		const behind = (total - this.#all) / PAGE_ROWS;
		if (tailShown && behind < TAIL_PAGES && this.error === null) void this.#fetchTail();
		else this.#tell(total);
	}

	retry(): void {
		this.error = null;
		this.changed();
	}

	close(): void {
		for (const controller of this.#loading.values()) controller.abort();
	}

	async #fetchTail(): Promise<void> {
		if (this.#fetchingTail) return;
		this.#fetchingTail = true;
		while (this.#all < this.#latest) {
			const before = this.#all;
			await this.#load(Math.floor(before / PAGE_ROWS));
			if (this.#all === before) this.#tell(this.#latest);
		}
		this.#fetchingTail = false;
	}

	#tell(total: number): void {
		this.#all = Math.max(this.#all, total);
		this.changed();
	}

	async #load(page: number): Promise<void> {
		const controller = new AbortController();
		this.#loading.set(page, controller);
		try {
			const { rows } = await this.#options.load(page * PAGE_ROWS, PAGE_ROWS, controller.signal);
			if (controller.signal.aborted) return;
			this.#touch(page, rows);
			this.#all = Math.max(this.#all, page * PAGE_ROWS + rows.length);
			if (this.#pages.size > KEPT_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
		} catch (error) {
			if (!controller.signal.aborted) this.error = sentence(page, error);
		} finally {
			if (this.#loading.get(page) === controller) this.#loading.delete(page);
		}
		if (!controller.signal.aborted) this.changed();
	}

	#touch(page: number, rows: readonly Row[]): void {
		this.#pages.delete(page);
		this.#pages.set(page, rows);
	}
}

function sentence(page: number, error: unknown): string {
	const [from, to] = [page * PAGE_ROWS + 1, (page + 1) * PAGE_ROWS];
	const why = error instanceof Error ? error.message : String(error);
	return `Could not load frames ${from.toLocaleString('en-US')}–${to.toLocaleString('en-US')}: ${why}`;
}
