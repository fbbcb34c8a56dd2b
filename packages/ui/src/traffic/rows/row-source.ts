/** Rows by position, of which only some are there yet. */
export interface RowSource<Row> {
	/** Rows known to be there. */
	readonly total: number;
	/** False while more may be found. */
	readonly complete: boolean;
	/** Sentence of the failure that stops loading, null when nothing failed. */
	readonly error: string | null;
	/** Grows with every change. */
	readonly version: number;
	get(index: number): Row | undefined;
	/** Says which rows are shown, so that they are fetched. */
	need(first: number, end: number): void;
	/** The connection has so many rows now. */
	grow(total: number): void;
	/** Tries again what failed. */
	retry(): void;
	subscribe(listener: () => void): () => void;
	/** Aborts what is under way. */
	close(): void;
}

/** What both kinds of sources share: listeners and the version. */
export abstract class RowSourceBase {
	readonly #listeners = new Set<() => void>();
	version = 0;
	error: string | null = null;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	protected changed(): void {
		this.version++;
		for (const listener of this.#listeners) listener();
	}
}
