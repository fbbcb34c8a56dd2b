import type { RowBlock } from './row-block.ts';

/** Blocks of 1024 rows, about 0.5 MiB each. */
const MAX_BLOCKS = 64;

interface Entry {
	block: Promise<RowBlock>;
	/** Frames that the connection had when it was read. */
	frames: number;
	complete: boolean;
}

/** The blocks used last. One that was unfinished when it was read is read again once the connection has grown. */
export class BlockCache {
	readonly #entries = new Map<string, Entry>();

	get(key: string, frames: number, read: () => Promise<RowBlock>): Promise<RowBlock> {
		const known = this.#entries.get(key);
		this.#entries.delete(key);
		if (known && (known.complete || known.frames === frames)) {
			this.#entries.set(key, known);
			return known.block;
		}
		const entry: Entry = { block: read(), frames, complete: false };
		this.#entries.set(key, entry);
		entry.block.then(
			({ complete }) => {
				entry.complete = complete;
			},
			() => {
				if (this.#entries.get(key) === entry) this.#entries.delete(key);
			},
		);
		for (const oldest of this.#entries.keys()) {
			if (this.#entries.size <= MAX_BLOCKS) break;
			this.#entries.delete(oldest);
		}
		return entry.block;
	}
}
