import type pg from 'pg';
import { type FrameChunk, MAX_CHUNK_BYTES, MAX_CHUNK_FRAMES } from '../frames/chunk-builder.ts';
import type { ConnectionPart } from './batch.ts';
import { compactChunks } from './compact-chunks.ts';

/** So many small chunks of one connection are merged while it is open; the rest when it ends. */
const SMALL_CHUNKS = 64;

interface Run {
	/** First frame of the first of them. */
	fromSeq: number;
	chunks: number;
	closed: boolean;
}

/** Knows which connections have small chunks in a row, and merges them. */
export class Compactor {
	readonly #runs = new Map<string, Run>();

	/** Takes note of what was stored. */
	add({ draft, chunks }: ConnectionPart): void {
		const { id } = draft.opened;
		for (const chunk of chunks) {
			const run = this.#runs.get(id);
			if (!isSmall(chunk)) {
				// A full chunk ends the run; what is before it is merged when the run was worth it.
				if (run !== undefined && run.chunks < 2) this.#runs.delete(id);
				continue;
			}
			if (run === undefined) this.#runs.set(id, { fromSeq: chunk.firstSeq, chunks: 1, closed: false });
			else run.chunks++;
		}
		const run = this.#runs.get(id);
		if (run !== undefined && draft.closedAtUs !== null) run.closed = true;
	}

	get isDue(): boolean {
		for (const run of this.#runs.values()) if (isDue(run)) return true;
		return false;
	}

	/** Merges where it is due, or everywhere (`all`). */
	async run(client: pg.ClientBase, { all = false }: { all?: boolean } = {}): Promise<void> {
		for (const [id, run] of [...this.#runs]) {
			if (!all && !isDue(run)) continue;
			const next = run.chunks > 1 ? await compactChunks(client, id, run.fromSeq) : null;
			if (next === null || run.closed) this.#runs.delete(id);
			// What was merged is small itself for a while, and is merged again with what follows.
			else this.#runs.set(id, { fromSeq: next, chunks: 1, closed: false });
		}
	}
}

function isDue({ chunks, closed }: Run): boolean {
	return chunks >= SMALL_CHUNKS || closed;
}

function isSmall({ frames, clientBytes, serverBytes }: FrameChunk): boolean {
	return frames < MAX_CHUNK_FRAMES / 2 && clientBytes + serverBytes < MAX_CHUNK_BYTES / 2;
}
