import { Worker } from 'node:worker_threads';
import type { Sender } from '@refrain/protocol';
import { CaptureError } from '../capture-error.ts';
import { Gaps } from '../gaps.ts';
import type { DecodeLimits } from '../link-recording.ts';
import { type EndKind, emptyStats, type LinkFacts, type Recorder, type RecorderStats } from '../recorder.ts';
import { type SlabEntry, SlabWriter } from '../slab.ts';
import { SLAB_BYTES, type Slab, SlabSender, slabQueueMemory } from '../slab-queue.ts';
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

/** How long bytes may wait for a slab to fill. */
const SLAB_MS = 50;
/** Slabs that are kept while little is relayed. */
const SPARE_SLABS = 4;
/** Longer chunks are parted. */
const MOST_CHUNK_BYTES = SLAB_BYTES - SlabWriter.sizeOf(0);

/** Decodes and stores on a thread of its own: the relay's thread only copies bytes into slabs, whatever decoder and sink are busy with. */
export class WorkerRecorder implements Recorder {
	readonly #worker: Worker;
	readonly #queue: SlabSender;
	readonly #gaps = new Gaps();
	/** The slab that is being filled. */
	#open: { slab: Slab; writer: SlabWriter } | null = null;
	#timer: NodeJS.Timeout | null = null;
	#stats = emptyStats();
	#finished = false;
	/** Why the thread broke: everything is relayed, nothing recorded any more. */
	#broken: string | null = null;
	#lostBytes = 0;
	#onFinished: (() => void) | null = null;

	private constructor(worker: Worker, queue: SlabSender) {
		this.#worker = worker;
		this.#queue = queue;
		worker.on('message', (message: FromWorker) => this.#hear(message));
		worker.on('error', (error) => this.#break(error.stack ?? error.message));
		worker.on('exit', () => this.#break('the thread of the recorder ended'));
	}

	/** @throws CaptureError SINK_FAILED */
	static async start({ entry, maxQueuedBytes, ...setup }: WorkerRecorderOptions): Promise<WorkerRecorder> {
		const mostSlabs = Math.max(2, Math.ceil(maxQueuedBytes / SLAB_BYTES));
		const queue = slabQueueMemory(mostSlabs);
		const worker = new Worker(entry, { workerData: { ...setup, queue } satisfies WorkerSetup });
		const failure = await new Promise<string | null>((resolve) => {
			worker.once('message', (message: FromWorker) => resolve('failed' in message ? message.failed : null));
			worker.once('error', (error) => resolve(error.message));
			worker.once('exit', () => resolve('the thread of the recorder ended at its start'));
		});
		if (failure === null) return new WorkerRecorder(worker, new SlabSender(queue, mostSlabs));
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
		for (let at = 0; at < chunk.length; at += MOST_CHUNK_BYTES) {
			this.#chunk(link, sender, { chunk: chunk.subarray(at, at + MOST_CHUNK_BYTES), atUs });
		}
	}

	#chunk(link: number, sender: Sender, { chunk, atUs }: { chunk: Uint8Array; atUs: number }): void {
		switch (this.#gaps.admit(link, chunk.length, this.#hasRoomFor(chunk.length))) {
			case 'queue':
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
		this.#gaps.closed(link);
		this.#add({ what: 'closed', link, atUs });
	}

	stats(): RecorderStats {
		const { droppedBytes, errors, firstError } = this.#stats;
		return {
			...this.#stats,
			droppedBytes: droppedBytes + this.#gaps.droppedBytes + this.#lostBytes,
			errors: errors + (this.#broken === null ? 0 : 1),
			firstError: firstError ?? this.#broken,
		};
	}

	async finish(atUs: number): Promise<void> {
		if (this.#timer !== null) clearTimeout(this.#timer);
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

	#hasRoomFor(bytes: number): boolean {
		return (this.#open?.writer.room ?? 0) >= SlabWriter.sizeOf(bytes) || this.#queue.hasRoom;
	}

	#add(entry: SlabEntry): void {
		if (this.#finished || this.#broken !== null) return;
		if (!this.#open?.writer.add(entry)) {
			this.#post();
			this.#openSlab()?.writer.add(entry);
		}
		this.#timer ??= setTimeout(() => this.#tick(), SLAB_MS);
	}

	/** null when the thread has stood still for so long that not even the ends of connections can wait any more. */
	#openSlab(): { slab: Slab; writer: SlabWriter } | null {
		const taken = this.#queue.take();
		if (taken === null) return null;
		const { slab, isNew } = taken;
		if (isNew) this.#send({ slab });
		this.#open = { slab, writer: new SlabWriter(slab.memory) };
		return this.#open;
	}

	/** A slab that is not full waits on while others wait before it: half empty ones must not pile up. */
	#tick(): void {
		this.#timer = null;
		if (this.#broken !== null) return;
		if (!this.#queue.idle) {
			this.#timer = setTimeout(() => this.#tick(), SLAB_MS);
			return;
		}
		this.#post();
		const given = this.#queue.shrink(SPARE_SLABS);
		if (given.length > 0) this.#send({ forget: given });
	}

	#post(): void {
		if (this.#open === null) return;
		const { slab, writer } = this.#open;
		this.#open = null;
		if (this.#queue.post(slab, writer.fill)) this.#send({ wake: true });
	}

	#send(message: ToWorker): void {
		this.#worker.postMessage(message);
	}

	#hear(message: FromWorker): void {
		if ('stats' in message) {
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
