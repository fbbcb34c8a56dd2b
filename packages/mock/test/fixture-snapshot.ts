import { readFile } from 'node:fs/promises';
import { ConversationDecoder, type ConversationEvent } from '@refrain/protocol';
import { type StreamFixture, streamFixtures } from '@refrain/testkit';
import { RecordingCollector, type Snapshot } from '@refrain/traffic';
import { EPOCH_US } from './transcript.ts';

interface StreamLine {
	c: number;
	t: number;
	e: string;
	b?: string;
}

/** A recorded byte stream of a real program as a snapshot. */
export async function fixtureSnapshot(name: string): Promise<Snapshot> {
	const fixture = streamFixtures('own').find((candidate) => candidate.name === name);
	if (fixture === undefined) throw new Error(`there is no byte stream "${name}"`);
	const sink = new RecordingCollector();
	const decoders = new Map<number, ConversationDecoder>();
	const events = new Map<number, [ConversationEvent, number][]>();
	for (const { c, t, e, b } of await readLines(fixture)) {
		const decoder = decoders.get(c) ?? new ConversationDecoder();
		decoders.set(c, decoder);
		const atUs = EPOCH_US + Math.round(t * 1000);
		const decoded = decode(decoder, { what: e, bytes: Buffer.from(b ?? '', 'base64'), atUs });
		events.set(c, [...(events.get(c) ?? []), ...decoded.map((event): [ConversationEvent, number] => [event, atUs])]);
	}
	for (const [id, list] of events) store(sink, String(id), list);
	return { id: name, name, createdAtUs: EPOCH_US, connections: sink.connections() };
}

async function readLines({ stream }: StreamFixture): Promise<StreamLine[]> {
	const [, ...lines] = (await readFile(stream, 'utf8')).trimEnd().split('\n');
	return lines.map((line) => JSON.parse(line));
}

function decode(decoder: ConversationDecoder, event: { what: string; bytes: Uint8Array; atUs: number }) {
	const { what, bytes, atUs } = event;
	const sender = what.startsWith('c2s') ? 'client' : 'server';
	if (what === 'c2s' || what === 's2c') return decoder.push(sender, bytes, atUs);
	if (what.endsWith('-fin')) return decoder.end(sender, 'fin', atUs);
	return what.endsWith('-rst') ? decoder.end(sender, 'reset', atUs) : [];
}

function store(sink: RecordingCollector, id: string, events: readonly [ConversationEvent, number][]): void {
	const kind = events.some(([{ type }]) => type === 'handshake') ? 'websocket' : 'http';
	const openedAtUs = events[0]?.[1] ?? EPOCH_US;
	sink.open({ id, recordingId: 'fixture', kind, openedAtUs, clientAddress: null, serverAddress: null, tls: false });
	for (const [event, atUs] of events) {
		if (event.type === 'handshake') sink.handshake(id, event.handshake);
		if (event.type === 'frame') sink.frame(id, event.frame);
		if (event.type === 'http') sink.http(id, event.exchange);
		if (event.type === 'closed') sink.close(id, event.close, atUs);
	}
}
