import type { TrafficNotice } from '@refrain/db';

/** What changed since the tick before. */
export interface Tick {
	/** Totals of the connections that got frames (or opened, or closed), by id. */
	connections: Record<string, { rows: number; frames: number }>;
	/** Recordings that these belong to. */
	recordings: string[];
	/** Other things that changed state. */
	topics: Topic[];
}

export type Topic = 'capture' | 'job' | 'replay' | 'mock';

/** Joins notifications into ticks, at most one per interval; iterating it gives the ticks until it is closed. */
export class Ticker implements AsyncIterable<Tick> {
	readonly #intervalMs: number;
	#tick: Tick | null = emptyTick();
	#closed = false;
	#wake = () => {};

	constructor(intervalMs: number) {
		this.#intervalMs = intervalMs;
	}

	/** @param payload of the notification 'traffic'; '' after notices may have been missed */
	traffic(payload: string): void {
		if (payload === '') return void this.#open();
		const { recordingId, connections } = JSON.parse(payload) as TrafficNotice;
		const tick = this.#open();
		if (!tick.recordings.includes(recordingId)) tick.recordings.push(recordingId);
		for (const { id, rows, frames } of connections) tick.connections[id] = { rows, frames };
	}

	topic(topic: Topic): void {
		const tick = this.#open();
		if (!tick.topics.includes(topic)) tick.topics.push(topic);
	}

	close(): void {
		this.#closed = true;
		this.#wake();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Tick, void, undefined> {
		while (!this.#closed) {
			const tick = this.#tick;
			this.#tick = null;
			if (tick) {
				yield tick;
				await this.#pause();
			} else {
				await new Promise<void>((resolve) => {
					this.#wake = resolve;
				});
			}
		}
	}

	#pause(): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, this.#intervalMs);
			this.#wake = () => {
				if (!this.#closed) return;
				clearTimeout(timer);
				resolve();
			};
		});
	}

	#open(): Tick {
		this.#tick ??= emptyTick();
		this.#wake();
		return this.#tick;
	}
}

function emptyTick(): Tick {
	return { connections: {}, recordings: [], topics: [] };
}
