import type { Sender } from '@refrain/protocol';
import { LinkRecording, type RecordingContext } from './link-recording.ts';
import { type EndKind, emptyStats, type LinkFacts, type Recorder, type RecorderStats } from './recorder.ts';

/** Decodes what it is given at once and tells the sink. The recorders decide when and on which thread. */
export class LinkDecoding implements Recorder {
	readonly #context: RecordingContext;
	readonly #links = new Map<number, LinkRecording>();
	readonly #stats = emptyStats();

	constructor(context: Omit<RecordingContext, 'stats'>) {
		this.#context = { ...context, stats: this.#stats };
	}

	opened(link: number, facts: LinkFacts): void {
		this.#links.set(link, new LinkRecording(facts, this.#context));
	}

	bytes(link: number, sender: Sender, chunk: Uint8Array, atUs: number): void {
		this.#links.get(link)?.bytes(sender, chunk, atUs);
	}

	ended(link: number, sender: Sender, how: EndKind, atUs: number): void {
		this.#links.get(link)?.ended(sender, how, atUs);
	}

	/** Bytes of the link are missing from here on. */
	gap(link: number, sender: Sender, atUs: number): void {
		this.#links.get(link)?.gap(sender, 'more bytes waited to be decoded than may be kept', atUs);
	}

	closed(link: number, atUs: number): void {
		this.#links.get(link)?.stop(atUs);
		this.#links.delete(link);
	}

	stats(): RecorderStats {
		return { ...this.#stats, droppedFrames: this.#context.sink.droppedFrames };
	}

	async finish(atUs: number): Promise<void> {
		for (const link of this.#links.values()) link.stop(atUs);
		this.#links.clear();
		await this.#context.sink.flush();
	}
}
