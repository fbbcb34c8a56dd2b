import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConversationDecoder } from '@refrain/protocol';
import { type RecordedConnection, RecordingCollector, type Sender } from '../src/index.ts';
import { OPENED_AT_US } from './build.ts';

/** Ours are in the repository; those of other projects lie beside it and may be absent. */
const FOLDERS = [
	new URL('./fixtures/', import.meta.url),
	new URL('../../testkit/fixtures/streams/', import.meta.url),
	new URL('../../../../shared/fixtures/own/streams/', import.meta.url),
	new URL('../../../../shared/fixtures/third-party/streams/', import.meta.url),
];

interface TcpTeeLine {
	/** Number of the TCP connection. */
	c: number;
	/** Milliseconds since the start. */
	t: number;
	e: 'open' | 'c2s' | 's2c' | 'c2s-fin' | 's2c-fin' | 'c2s-rst' | 's2c-rst' | 'close';
	/** Base64. */
	b?: string;
}

/** The WebSockets of a recorded byte stream, as capture would have seen them; null (and a warning) when it is not here. */
export function recordedStream(name: string): RecordedConnection[] | null {
	const path = FOLDERS.map((folder) => fileURLToPath(new URL(`${name}.ndjson`, folder))).find((file) =>
		existsSync(file),
	);
	if (path === undefined) {
		console.warn(`SKIPPED: the byte stream ${name} is not here`);
		return null;
	}
	const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
	const events = lines.map((line) => JSON.parse(line) as TcpTeeLine);
	const connections = new Set(events.map(({ c }) => c));
	return [...connections]
		.map((connection) => decodeTcp(events.filter(({ c }) => c === connection)))
		.filter(({ connection }) => connection.handshake?.accepted);
}

function decodeTcp(events: readonly TcpTeeLine[]): RecordedConnection {
	const recording = new RecordingCollector();
	const decoder = new ConversationDecoder();
	const id = `tcp-${events[0]?.c}`;
	const opened = {
		id,
		recordingId: 'fixture',
		kind: 'http',
		clientAddress: null,
		serverAddress: null,
		tls: false,
	} as const;
	recording.open({ ...opened, openedAtUs: OPENED_AT_US });
	for (const { t, e, b } of events) {
		const atUs = OPENED_AT_US + Math.round(t * 1000);
		const sender: Sender = e.startsWith('c2s') ? 'client' : 'server';
		const told =
			e === 'open' || e === 'close'
				? []
				: b === undefined
					? decoder.end(sender, e.endsWith('rst') ? 'reset' : 'fin', atUs)
					: decoder.push(sender, Buffer.from(b, 'base64'), atUs);
		for (const event of told) {
			if (event.type === 'handshake') recording.handshake(id, event.handshake);
			if (event.type === 'frame') recording.frame(id, event.frame);
			if (event.type === 'http') recording.http(id, event.exchange);
			if (event.type === 'violation') recording.violation(id, event.violation);
			if (event.type === 'closed') recording.close(id, event.close, event.atUs);
		}
	}
	return recording.connections()[0] as RecordedConnection;
}
