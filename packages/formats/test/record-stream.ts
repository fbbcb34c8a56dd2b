import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ConversationDecoder } from '@refrain/protocol';
import type { RecordingSink } from '@refrain/traffic';

/** Ours are in the repository; those of other projects lie beside it and may be absent. */
const FOLDERS = [
	new URL('../../testkit/fixtures/streams/', import.meta.url),
	new URL('../../../../shared/fixtures/third-party/streams/', import.meta.url),
];

/** One thing that happened on a recorded TCP connection. */
interface TcpEvent {
	connection: number;
	what: 'open' | 'c2s' | 's2c' | 'c2s-fin' | 's2c-fin' | 'c2s-rst' | 's2c-rst' | 'close';
	bytes: Buffer;
}

/** The byte streams that are here, by name. */
export function streams(): { name: string; stream: URL }[] {
	return FOLDERS.flatMap((folder) => {
		if (existsSync(folder)) return readdirSync(folder).map((file) => ({ name: file, stream: new URL(file, folder) }));
		console.warn(`SKIPPED: the byte streams of ${fileURLToPath(folder)} are not here`);
		return [];
	}).filter(({ name }) => name.endsWith('.ndjson'));
}

async function readTcpStream(path: URL): Promise<TcpEvent[]> {
	const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
	return lines.map((line) => {
		const { c, e, b } = JSON.parse(line) as { c: number; e: TcpEvent['what']; b?: string };
		return { connection: c, what: e, bytes: Buffer.from(b ?? '', 'base64') };
	});
}

const OPENED_AT_US = 1_700_000_000_000_000;

/** What a recorder tells a sink of a byte stream, one recorded connection for each TCP connection. */
export async function recordStream(stream: URL, sink: RecordingSink): Promise<void> {
	const decoders = new Map<number, ConversationDecoder>();
	let atUs = OPENED_AT_US;
	for (const event of await readTcpStream(stream)) {
		atUs += 1500;
		const decoder = decoders.get(event.connection) ?? opened(event, sink);
		decoders.set(event.connection, decoder);
		tell(event, { decoder, sink, atUs });
	}
	for (const [connection, decoder] of decoders) tellAll(decoder.stop(atUs), idOf(connection), sink);
}

function opened({ connection }: TcpEvent, sink: RecordingSink): ConversationDecoder {
	sink.open({
		id: idOf(connection),
		recordingId: 'r',
		kind: 'websocket',
		openedAtUs: OPENED_AT_US + connection,
		clientAddress: `127.0.0.1:${connection}`,
		serverAddress: null,
		tls: false,
	});
	return new ConversationDecoder({ frames: sink.wire === undefined ? 'decode' : 'scan' });
}

function tell(
	{ connection, what, bytes }: TcpEvent,
	{ decoder, sink, atUs }: { decoder: ConversationDecoder; sink: RecordingSink; atUs: number },
): void {
	const id = idOf(connection);
	const sender = what.startsWith('c2s') ? 'client' : 'server';
	if (what === 'c2s' || what === 's2c') tellAll(decoder.push(sender, bytes, atUs), id, sink);
	else if (what.endsWith('-fin')) tellAll(decoder.end(sender, 'fin', atUs), id, sink);
	else if (what.endsWith('-rst')) tellAll(decoder.end(sender, 'reset', atUs), id, sink);
	// What the recorder lends is gone when its call returns.
	bytes.fill(0xee);
}

function tellAll(events: ReturnType<ConversationDecoder['push']>, id: string, sink: RecordingSink): void {
	for (const event of events) {
		if (event.type === 'handshake') sink.handshake(id, event.handshake);
		else if (event.type === 'frame') sink.frame(id, event.frame);
		else if (event.type === 'wire') sink.wire?.(id, event.piece);
		else if (event.type === 'http') sink.http(id, event.exchange);
		else if (event.type === 'violation') sink.violation(id, event.violation);
		else if (event.type === 'closed') sink.close(id, event.close, event.atUs);
	}
}

function idOf(connection: number): string {
	return `c${connection}`;
}
