import type { RecorderStats } from '../recorder.ts';
import type { Slab } from '../slab-queue.ts';

/** To the recorder's thread. */
export type ToWorker =
	/** A slab that may be posted from now on. */
	| { slab: Slab }
	/** Slabs that are no longer used. */
	| { forget: number[] }
	/** Something was posted. */
	| { wake: true }
	| { finishAtUs: number };

/** From the recorder's thread. */
export type FromWorker =
	| { ready: true }
	/** The sink could not be made; one sentence. */
	| { failed: string }
	| { stats: RecorderStats }
	| { finished: RecorderStats };

/** What the recorder's thread is started with. */
export interface WorkerSetup {
	recordingId: string;
	limits: object;
	/** Of the queue of slabs. */
	queue: SharedArrayBuffer;
	/** For the sink; anything that structured clone takes. */
	data: unknown;
}
