import type { Sender } from '@refrain/protocol';
import { LinkDecoding } from './link-decoding.ts';
import type { RecordingContext } from './link-recording.ts';
import type { EndKind, LinkFacts, Recorder, RecorderStats } from './recorder.ts';

/** Beside the bytes themselves, what a queued chunk costs in memory: its ArrayBuffer and its entry. */
const CHUNK_OVERHEAD_BYTES = 400;
/** A turn of decoding takes about this many bytes, so that relaying gets its turn in between. */
const TURN_BYTES = 256 * 1024;
/** Entries that may lie decoded at the front of the queue before it is compacted. */
const COMPACT_AT = 4096;

export interface InlineRecorderOptions extends Omit<RecordingContext, 'stats'> {
	/** Runs a turn of decoding soon, after the I/O that is ready now. */
	defer: (turn: () => void) => void;
	/** Bytes that may wait for their decoding. */
	maxQueuedBytes: number;
}

type Entry =
	| { what: 'opened'; link: number; facts: LinkFacts }
	| { what: 'bytes'; link: number; sender: Sender; chunk: Uint8Array; atUs: number }
	| { what: 'ended'; link: number; sender: Sender; how: EndKind; atUs: number }
	| { what: 'gap'; link: number; sender: Sender; atUs: number }
	| { what: 'closed'; link: number; atUs: number };

/** Decodes on the caller's own thread, in turns between its I/O. */
export class InlineRecorder implements Recorder {
	readonly #decoding: LinkDecoding;
	readonly #defer: InlineRecorderOptions['defer'];
	readonly #maxQueuedBytes: number;
	/** Links of which nothing more is queued: some of their bytes had to be dropped. */
	readonly #gapped = new Set<number>();
	#queue: Entry[] = [];
	#head = 0;
	#queuedBytes = 0;
	#droppedBytes = 0;
	#turnPlanned = false;

	constructor({ defer, maxQueuedBytes, ...context }: InlineRecorderOptions) {
		this.#decoding = new LinkDecoding(context);
		this.#defer = defer;
		this.#maxQueuedBytes = maxQueuedBytes;
	}

	opened(link: number, facts: LinkFacts): void {
		this.#enqueue({ what: 'opened', link, facts });
	}

	bytes(link: number, sender: Sender, chunk: Uint8Array, atUs: number): void {
		if (this.#queuedBytes + chunk.length + CHUNK_OVERHEAD_BYTES > this.#maxQueuedBytes || this.#gapped.has(link)) {
			this.#droppedBytes += chunk.length;
			// What is queued of this link is still decoded; the gap comes after it, at its place.
			if (!this.#gapped.has(link)) this.#enqueue({ what: 'gap', link, sender, atUs });
			this.#gapped.add(link);
			return;
		}
		this.#queuedBytes += chunk.length + CHUNK_OVERHEAD_BYTES;
		this.#enqueue({ what: 'bytes', link, sender, chunk, atUs });
	}

	ended(link: number, sender: Sender, how: EndKind, atUs: number): void {
		this.#enqueue({ what: 'ended', link, sender, how, atUs });
	}

	closed(link: number, atUs: number): void {
		this.#gapped.delete(link);
		this.#enqueue({ what: 'closed', link, atUs });
	}

	stats(): RecorderStats {
		const stats = this.#decoding.stats();
		return { ...stats, droppedBytes: stats.droppedBytes + this.#droppedBytes };
	}

	async finish(atUs: number): Promise<void> {
		while (this.#head < this.#queue.length) this.#turn();
		await this.#decoding.finish(atUs);
	}

	#enqueue(entry: Entry): void {
		this.#queue.push(entry);
		this.#planTurn();
	}

	#planTurn(): void {
		if (this.#turnPlanned) return;
		this.#turnPlanned = true;
		this.#defer(() => {
			this.#turnPlanned = false;
			this.#turn();
			if (this.#head < this.#queue.length) this.#planTurn();
		});
	}

	#turn(): void {
		let bytes = 0;
		while (bytes < TURN_BYTES && this.#head < this.#queue.length) {
			const entry = this.#queue[this.#head++];
			if (entry) bytes += this.#decode(entry);
		}
		if (this.#head === this.#queue.length) {
			this.#queue = [];
			this.#head = 0;
		} else if (this.#head >= COMPACT_AT) {
			this.#queue = this.#queue.slice(this.#head);
			this.#head = 0;
		}
	}

	#decode(entry: Entry): number {
		switch (entry.what) {
			case 'bytes':
				this.#queuedBytes -= entry.chunk.length + CHUNK_OVERHEAD_BYTES;
				this.#decoding.bytes(entry.link, entry.sender, entry.chunk, entry.atUs);
				return entry.chunk.length;
			case 'opened':
				this.#decoding.opened(entry.link, entry.facts);
				return 0;
			case 'ended':
				this.#decoding.ended(entry.link, entry.sender, entry.how, entry.atUs);
				return 0;
			case 'gap':
				this.#decoding.gap(entry.link, entry.sender, entry.atUs);
				return 0;
			case 'closed':
				this.#decoding.closed(entry.link, entry.atUs);
				return 0;
		}
	}
}
