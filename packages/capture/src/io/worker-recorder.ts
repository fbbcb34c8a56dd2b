import { Worker } from 'node:worker_threads';
import type { Sender } from '@refrain/protocol';
import { CaptureError } from '../capture-error.ts';
import type { DecodeLimits } from '../link-recording.ts';
import { QueueBound } from '../queue-bound.ts';
import { type EndKind, emptyStats, type LinkFacts, type Recorder, type RecorderStats } from '../recorder.ts';
import { type SlabEntry, SlabWriter } from '../slab.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

export interface WorkerRecorderOptions {
	/** Module that calls `serveRecorder`. */
	entry: URL;
	data: unknown;
	recordingId: string;
	limits: DecodeLimits;
	/** Bytes that may wait for their decoding. */
	maxQueuedBytes: number;
}

const SLAB_BYTES = 1024 * 1024;
/** How long bytes may wait for a slab to fill. */
const SLAB_MS = 50;
/** Slabs that are kept for reuse. */
const SPARE_SLABS = 8;

/** Decodes and stores on a thread of its own: the relay's thread only copies bytes into slabs, whatever decoder and sink are busy with. */
export class WorkerRecorder implements Recorder {
	readonly #worker: Worker;
	readonly #bound: QueueBound;
	readonly #spare: ArrayBuffer[] = [];
	#slab: SlabWriter | null = null;
	#slabCost = 0;
	#timer: NodeJS.Timeout | null = null;
	#stats = emptyStats();
	#finished = false;
	/** Why the thread broke: everything is relayed, nothing recorded any more. */
	#broken: string | null = null;
	#lostBytes = 0;
	#onFinished: (() => void) | null = null;

	private constructor(worker: Worker, maxQueuedBytes: number) {
		this.#worker = worker;
		this.#bound = new QueueBound(maxQueuedBytes);
		worker.on('message', (message: FromWorker) => this.#hear(message));
		worker.on('error', (error) => this.#break(error.stack ?? error.message));
		worker.on('exit', () => this.#break('the thread of the recorder ended'));
	}

	/** @throws CaptureError SINK_FAILED */
	static async start({ entry, maxQueuedBytes, ...setup }: WorkerRecorderOptions): Promise<WorkerRecorder> {
		const worker = new Worker(entry, { workerData: setup satisfies WorkerSetup });
		const failure = await new Promise<string | null>((resolve) => {
			worker.once('message', (message: FromWorker) => resolve('failed' in message ? message.failed : null));
			worker.once('error', (error) => resolve(error.message));
			worker.once('exit', () => resolve('the thread of the recorder ended at its start'));
		});
		if (failure === null) return new WorkerRecorder(worker, maxQueuedBytes);
		await worker.terminate();
		throw new CaptureError('SINK_FAILED', failure);
	}

	opened(link: number, facts: LinkFacts): void {
		this.#add({ what: 'opened', link, facts });
	}

	bytes(link: number, sender: Sender, chunk: Uint8Array, atUs: number): void {
		if (this.#broken !== null) {
			this.#lostBytes += chunk.length;
			return;
		}
		const cost = SlabWriter.sizeOf(chunk.length);
		switch (this.#bound.admit(link, chunk.length, cost)) {
			case 'queue':
				this.#slabCost += cost;
				this.#add({ what: 'bytes', link, sender, atUs, chunk });
				return;
			case 'gap-begins':
				this.#add({ what: 'gap', link, sender, atUs });
				return;
			case 'drop':
				return;
		}
	}

	ended(link: number, sender: Sender, how: EndKind, atUs: number): void {
		this.#add({ what: how, link, sender, atUs });
	}

	closed(link: number, atUs: number): void {
		this.#bound.closed(link);
		this.#add({ what: 'closed', link, atUs });
	}

	stats(): RecorderStats {
		const { droppedBytes, errors, firstError } = this.#stats;
		return {
			...this.#stats,
			droppedBytes: droppedBytes + this.#bound.droppedBytes + this.#lostBytes,
			errors: errors + (this.#broken === null ? 0 : 1),
			firstError: firstError ?? this.#broken,
		};
	}

	async finish(atUs: number): Promise<void> {
		this.#post();
		if (this.#broken === null) {
			await new Promise<void>((resolve) => {
				this.#onFinished = resolve;
				this.#send({ finishAtUs: atUs });
			});
		}
		this.#finished = true;
		await this.#worker.terminate();
	}

	#add(entry: SlabEntry): void {
		if (this.#finished || this.#broken !== null) return;
		this.#slab ??= this.#newSlab(0);
		if (!this.#slab.add(entry)) {
			const cost = entry.what === 'bytes' ? SlabWriter.sizeOf(entry.chunk.length) : 0;
			this.#slabCost -= cost;
			this.#post();
			this.#slabCost = cost;
			this.#slab = this.#newSlab(cost);
			this.#slab.add(entry);
		}
		this.#timer ??= setTimeout(() => this.#post(), SLAB_MS);
	}

	#newSlab(leastBytes: number): SlabWriter {
		if (leastBytes > SLAB_BYTES) return new SlabWriter(new ArrayBuffer(leastBytes));
		return new SlabWriter(this.#spare.pop() ?? new ArrayBuffer(SLAB_BYTES));
	}

	#post(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#slab === null || this.#slab.fill === 0) return;
		const { buffer: slab, fill } = this.#slab;
		this.#send({ slab, fill, cost: this.#slabCost }, [slab]);
		this.#slab = null;
		this.#slabCost = 0;
	}

	#send(message: ToWorker, transfer: ArrayBuffer[] = []): void {
		this.#worker.postMessage(message, transfer);
	}

	#hear(message: FromWorker): void {
		if ('slab' in message) {
			this.#bound.release(message.cost);
			if (this.#spare.length < SPARE_SLABS && message.slab.byteLength === SLAB_BYTES) this.#spare.push(message.slab);
		} else if ('stats' in message) {
			this.#stats = message.stats;
		} else if ('finished' in message) {
			this.#stats = message.finished;
			this.#finished = true;
			this.#onFinished?.();
		}
	}

	#break(why: string): void {
		if (this.#finished) return;
		this.#broken ??= why;
		this.#onFinished?.();
	}
}
