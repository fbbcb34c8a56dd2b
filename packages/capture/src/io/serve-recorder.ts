import { parentPort, workerData } from 'node:worker_threads';
import type { RecordingSink } from '@refrain/traffic';
import { LinkDecoding } from '../link-decoding.ts';
import type { RecorderStats } from '../recorder.ts';
import { playSlab } from '../slab.ts';
import { SlabReceiver } from '../slab-queue.ts';
import { newConnectionId } from './new-connection-id.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.ts';

/** A sink that is made on the recorder's thread. */
export interface OwnedSink extends RecordingSink {
	/** Why it can store no more. */
	readonly failure?: Error | null;
	/** Called last, after everything was flushed. */
	finish?(): Promise<void>;
}

/** How often the counters are told to the relay's thread while there is something to tell. */
const STATS_MS = 200;
/** Slabs that are played before timers and the disk get their turn. */
const SLABS_A_TURN = 8;

/** The recorder's thread: what a worker entry calls. Makes the sink, decodes what the relay sends, and ends when it is told to. */
export async function serveRecorder<Data>(makeSink: (data: Data) => Promise<OwnedSink>): Promise<void> {
	const port = parentPort;
	if (port === null) throw new Error('serveRecorder runs on a worker thread only');
	const tell = (message: FromWorker) => port.postMessage(message);
	const setup = workerData as WorkerSetup;
	let sink: OwnedSink;
	try {
		sink = await makeSink(setup.data as Data);
	} catch (error) {
		tell({ failed: error instanceof Error ? error.message : String(error) });
		return;
	}
	const { recordingId, limits, queue } = setup;
	const receiver = new SlabReceiver(queue);
	const decoding = new LinkDecoding({ sink, recordingId, limits, newId: newConnectionId });
	const stats = (): RecorderStats => ({ ...decoding.stats(), storeFailure: sink.failure?.message ?? null });
	let timer: NodeJS.Timeout | null = null;
	const tellStats = () => {
		timer = null;
		tell({ stats: stats() });
	};
	const play = (slab: SharedArrayBuffer, fill: number) => playSlab(slab, fill, decoding);
	let turnPlanned = false;
	const turn = () => {
		turnPlanned = receiver.play(SLABS_A_TURN, play);
		if (turnPlanned) setImmediate(turn);
		timer ??= setTimeout(tellStats, STATS_MS);
	};
	port.on('message', async (message: ToWorker) => {
		if ('forget' in message) {
			receiver.remove(message.forget);
			return;
		}
		if (!('finishAtUs' in message)) {
			if ('slab' in message) receiver.add(message.slab);
			if (!turnPlanned) turn();
			return;
		}
		while (receiver.play(SLABS_A_TURN, play));
		await decoding.finish(message.finishAtUs);
		await sink.finish?.();
		if (timer) clearTimeout(timer);
		tell({ finished: stats() });
		port.close();
	});
	tell({ ready: true });
}
