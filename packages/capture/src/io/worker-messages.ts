import type { RecorderStats } from '../recorder.ts';

/** A slab on its way to the decoding thread, and back for reuse. */
interface SlabMessage {
	slab: ArrayBuffer;
	fill: number;
	/** What its chunks count for in the bound of the queue. */
	cost: number;
}

/** To the recorder's thread. */
export type ToWorker = SlabMessage | { finishAtUs: number };

/** From the recorder's thread. */
export type FromWorker =
	| { ready: true }
	/** The sink could not be made; one sentence. */
	| { failed: string }
	| SlabMessage
	| { stats: RecorderStats }
	| { finished: RecorderStats };

/** What the recorder's thread is started with. */
export interface WorkerSetup {
	recordingId: string;
	limits: object;
	/** For the sink; anything that structured clone takes. */
	data: unknown;
}
