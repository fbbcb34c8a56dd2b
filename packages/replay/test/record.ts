import { parseEndpoint, startCapture } from '@refrain/capture';
import type { Snapshot } from '@refrain/traffic';
import { MemorySink } from './memory-sink.ts';

/** Records what `act` does through a proxy in front of `target`; it gets the proxy's port. */
export async function record(target: string, act: (port: number) => Promise<unknown>): Promise<Snapshot> {
	const sink = new MemorySink();
	const listeners = [{ port: 0, mode: 'reverse' as const, target: parseEndpoint(target) }];
	const capture = await startCapture({ listeners, recordingId: 'recording', sink });
	try {
		await act(capture.addresses[0]?.port as number);
	} finally {
		await capture.stop({ graceMs: 1000 });
	}
	return sink.snapshot();
}
