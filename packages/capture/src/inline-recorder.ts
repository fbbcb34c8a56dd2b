import type { Sender } from '@refrain/protocol';
import { Gaps } from './gaps.ts';
import { LinkDecoding } from './link-decoding.ts';
import type { RecordingContext } from './link-recording.ts';
import type { EndKind, LinkFacts, Recorder, RecorderStats } from './recorder.ts';

/** Beside the bytes themselves, what a queued chunk costs in memory: its ArrayBuffer and its entry. */
const CHUNK_OVERHEAD_BYTES = 400;

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
	readonly #gaps = new Gaps();
	readonly #maxQueuedBytes: number;
	#queuedBytes = 0;
	#queue: Entry[] = [];
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
		const cost = chunk.length + CHUNK_OVERHEAD_BYTES;
		switch (this.#gaps.admit(link, chunk.length, this.#queuedBytes + cost <= this.#maxQueuedBytes)) {
			case 'queue':
				this.#queuedBytes += cost;
				this.#enqueue({ what: 'bytes', link, sender, chunk, atUs });
				return;
			case 'gap-begins':
				// What is queued of this link is still decoded; the gap comes after it, at its place.
				this.#enqueue({ what: 'gap', link, sender, atUs });
				return;
			case 'drop':
				return;
		}
	}

	ended(link: number, sender: Sender, how: EndKind, atUs: number): void {
		this.#enqueue({ what: 'ended', link, sender, how, atUs });
	}

	closed(link: number, atUs: number): void {
		this.#gaps.closed(link);
		this.#enqueue({ what: 'closed', link, atUs });
	}

	stats(): RecorderStats {
		const stats = this.#decoding.stats();
		return { ...stats, droppedBytes: stats.droppedBytes + this.#gaps.droppedBytes };
	}

	async finish(atUs: number): Promise<void> {
		this.#turn();
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
		});
	}

	/** Decodes all that waits: where the processor is the limit, the relay slows down a little rather than the recording get holes. */
	#turn(): void {
		const entries = this.#queue;
		this.#queue = [];
		for (const entry of entries) this.#decode(entry);
	}

	#decode(entry: Entry): void {
		switch (entry.what) {
			case 'bytes':
				this.#queuedBytes -= entry.chunk.length + CHUNK_OVERHEAD_BYTES;
				this.#decoding.bytes(entry.link, entry.sender, entry.chunk, entry.atUs);
				return;
			case 'opened':
				this.#decoding.opened(entry.link, entry.facts);
				return;
			case 'ended':
				this.#decoding.ended(entry.link, entry.sender, entry.how, entry.atUs);
				return;
			case 'gap':
				this.#decoding.gap(entry.link, entry.sender, entry.atUs);
				return;
			case 'closed':
				this.#decoding.closed(entry.link, entry.atUs);
				return;
		}
	}
}
