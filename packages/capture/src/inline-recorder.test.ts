import { RecordingCollector } from '@refrain/traffic';
import { expect, it } from 'vitest';
import { InlineRecorder } from './inline-recorder.ts';

const FACTS = { clientAddress: null, serverAddress: null, tls: false };
const REQUEST = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
const RESPONSE = new TextEncoder().encode('HTTP/1.1 204 No Content\r\n\r\n');

function recorder(maxQueuedBytes: number) {
	const turns: (() => void)[] = [];
	const sink = new RecordingCollector();
	const made = new InlineRecorder({
		sink,
		recordingId: 'r',
		newId: () => 'id',
		limits: {},
		maxQueuedBytes,
		defer: (turn) => turns.push(turn),
	});
	return { made, sink, turns };
}

it('decodes nothing while the relay is at it, and all that waits in one turn', () => {
	const { made, sink, turns } = recorder(1e6);
	made.opened(1, FACTS);
	made.bytes(1, 'client', REQUEST, 100);
	made.bytes(1, 'server', RESPONSE, 101);
	expect(sink.connections()).toEqual([]);
	expect(turns).toHaveLength(1);
	turns.shift()?.();
	expect(sink.connections()[0]?.http).toHaveLength(1);
	made.ended(1, 'client', 'fin', 102);
	expect(turns).toHaveLength(1);
});

it('drops what exceeds its memory, at its place, and takes other connections again', async () => {
	const { made, sink, turns } = recorder(1000);
	made.opened(1, FACTS);
	made.bytes(1, 'client', REQUEST, 100);
	made.bytes(1, 'server', new Uint8Array(1000), 101);
	made.bytes(1, 'server', new Uint8Array(5), 102);
	expect(made.stats().droppedBytes).toBe(1005);
	turns.shift()?.();
	const [recorded] = sink.connections();
	expect(recorded?.connection.violations).toMatchObject([{ code: 'recording-gap', atUs: 101 }]);
	made.closed(1, 103);
	made.opened(2, FACTS);
	made.bytes(2, 'client', REQUEST, 104);
	await made.finish(200);
	expect(made.stats()).toMatchObject({ httpConnections: 2, droppedBytes: 1005, gaps: 1 });
});
