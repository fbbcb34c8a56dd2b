import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SnapshotDirectoryWriter } from '@refrain/formats';
import { ConversationDecoder, type ConversationEvent, type Sender } from '@refrain/protocol';
import { readTcpStream, streamFixtures, type TcpEvent } from '@refrain/testkit';
import { describe, expect, it } from 'vitest';
import type { ConnectionDocument } from '../src/inspect/connection-document.ts';
import { runCli } from '../src/run-cli.ts';
import { recordingIo } from './support/recording-io.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const GOLDEN = fileURLToPath(new URL('../../../packages/formats/test/golden/v1', import.meta.url));

async function inspect(...args: string[]): Promise<{ code: number; stdout: string; notes: string[] }> {
	const io = recordingIo();
	const code = await runCli(['inspect', ...args], io);
	return { code, stdout: io.results.join('\n'), notes: io.notes };
}

async function documents(...args: string[]): Promise<ConnectionDocument[]> {
	const { stdout } = await inspect('-o', 'json', ...args);
	return (JSON.parse(stdout) as { connections: ConnectionDocument[] }).connections;
}

describe('refrain inspect', () => {
	it('shows sessions, connections and messages within 100 columns', async () => {
		const { code, stdout, notes } = await inspect('--in', GOLDEN, '--limit', '3');
		expect({ code, notes }).toEqual({ code: 0, notes: [] });
		expect(stdout).toMatchSnapshot();
		for (const line of stdout.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(100);
	});

	it('prints one document with the fields that scripts are promised', async () => {
		const [, , rpc] = await documents('--in', GOLDEN);
		expect({ ...rpc, messages: rpc?.messages.slice(0, 1), frames: rpc?.frames.slice(0, 1) }).toEqual({
			id: '019b8f3c-5d10-7c11-8a52-3f0e61c7d103',
			session: 'query:user=7',
			host: '127.0.0.1:26062',
			path: '/rpc?user=7',
			status: 101,
			subprotocol: 'rpc.v1',
			extensions: 'permessage-deflate',
			startedAt: '2026-11-23T02:12:00.377606Z',
			close: { code: 1000, reason: 'bye', by: 'client' },
			messages: [
				{
					n: 0,
					sender: 'client',
					type: 'text',
					atUs: 22307,
					bytes: 82,
					sha256: 'b4bf77174c97fa3e34fc97f80367a04fe8a318f7797772acdde9b1af350a6a12',
					frames: 1,
					compressed: true,
				},
			],
			frames: [
				{
					n: 0,
					sender: 'client',
					opcode: 'text',
					fin: true,
					rsv1: true,
					masked: true,
					atUs: 22307,
					payloadBytes: 73,
				},
			],
		});
	});

	it('knows plain HTTP and refusals', async () => {
		const [http, , , , denied] = await documents('--in', GOLDEN);
		expect(http).toMatchObject({
			path: '/',
			status: null,
			messages: [],
			frames: [],
			close: { code: null, reason: null },
		});
		expect(denied).toMatchObject({ path: '/denied', status: 401, close: { code: null, by: 'server' } });
	});

	it('filters by connection, sender, type and number', async () => {
		const one = await documents('--in', GOLDEN, '--connection', '3', '--sender', 'server', '--type', 'binary');
		expect(one.map(({ messages, frames }) => [messages.length, frames.length])).toEqual([[1, 1]]);
		expect(one[0]?.messages[0]).toMatchObject({ n: 15, sender: 'server', type: 'binary', bytes: 5 });
		const byId = await documents(
			'--in',
			GOLDEN,
			'--connection',
			'019b8f3c-5d10-7c11-8a52-3f0e61c7d104',
			'--limit',
			'2',
		);
		expect(byId[0]?.frames.map(({ n }) => n)).toEqual([0, 1]);
		expect((await inspect('--in', GOLDEN, '--connection', '9')).notes[0]).toMatch(
			/has no connection 9; .* lists its 6/,
		);
		expect((await inspect('--in', GOLDEN, '--limit', 'x')).notes[0]).toMatch(/--limit takes a whole number/);
	});
});

describe.each(['own', 'third-party'] as const)('%s byte streams', (kind) => {
	const fixtures = streamFixtures(kind);
	it.skipIf(fixtures.length > 0)('are absent', () => expect(kind).toBe('third-party'));

	it.each(fixtures)('$name is inspected as its facts say', async ({ stream, facts }) => {
		await using temporary = await temporaryDirectory();
		await store(await readTcpStream(stream), temporary.path);
		const shown = (await documents('--in', temporary.path)).filter(({ status }) => status === 101);
		const stated = JSON.parse(await readFile(facts, 'utf8')) as { connections: StatedConnection[] };
		expect(shown.map(summary)).toEqual(stated.connections.filter(({ websocket }) => websocket).map(statedSummary));
	});
});

interface StatedDirection {
	by_opcode: Record<string, number>;
	continuation_frames: number;
	masked_frames: number;
	rsv1_frames: number;
	wire_payload_bytes: number;
	messages: number;
	fragmented_messages: number;
	compressed_messages: number;
	message_bytes: number;
	first_message_sha256: string | null;
	last_message_sha256: string | null;
}

interface StatedConnection {
	websocket: boolean;
	handshake: { target: string; host: string; subprotocol: string | null; extensions: string | null };
	c2s: StatedDirection;
	s2c: StatedDirection;
}

function summary({ path, host, subprotocol, extensions, messages, frames }: ConnectionDocument) {
	const direction = (sender: Sender) => {
		const own = frames.filter((frame) => frame.sender === sender);
		const data = messages.filter((message) => message.sender === sender && /text|binary/.test(message.type));
		const byOpcode: Record<string, number> = {};
		for (const { opcode } of own) if (opcode !== 'continuation') byOpcode[opcode] = (byOpcode[opcode] ?? 0) + 1;
		return {
			by_opcode: byOpcode,
			continuation_frames: own.filter(({ opcode }) => opcode === 'continuation').length,
			masked_frames: own.filter(({ masked }) => masked).length,
			rsv1_frames: own.filter(({ rsv1 }) => rsv1).length,
			wire_payload_bytes: own.reduce((bytes, frame) => bytes + frame.payloadBytes, 0),
			messages: data.length,
			fragmented_messages: data.filter((message) => message.frames > 1).length,
			compressed_messages: data.filter(({ compressed }) => compressed).length,
			message_bytes: data.reduce((bytes, message) => bytes + message.bytes, 0),
			first_message_sha256: data[0]?.sha256 ?? null,
			last_message_sha256: data.at(-1)?.sha256 ?? null,
		};
	};
	return { path, host, subprotocol, extensions, c2s: direction('client'), s2c: direction('server') };
}

function statedSummary({ handshake, c2s, s2c }: StatedConnection): ReturnType<typeof summary> {
	const pick = (stated: StatedDirection) => ({
		by_opcode: stated.by_opcode,
		continuation_frames: stated.continuation_frames,
		masked_frames: stated.masked_frames,
		rsv1_frames: stated.rsv1_frames,
		wire_payload_bytes: stated.wire_payload_bytes,
		messages: stated.messages,
		fragmented_messages: stated.fragmented_messages,
		compressed_messages: stated.compressed_messages,
		message_bytes: stated.message_bytes,
		first_message_sha256: stated.first_message_sha256 ?? null,
		last_message_sha256: stated.last_message_sha256 ?? null,
	});
	const { target, host, subprotocol, extensions } = handshake;
	return {
		path: target,
		host,
		subprotocol: subprotocol ?? null,
		extensions: extensions ?? null,
		c2s: pick(c2s),
		s2c: pick(s2c),
	};
}

/** Decodes every TCP connection of a stream into a snapshot directory, one connection each. */
async function store(events: readonly TcpEvent[], directory: string): Promise<void> {
	const options = { id: 'r', name: 'stream', createdAtUs: 0, generator: 'test' };
	await using writer = await SnapshotDirectoryWriter.create(directory, options);
	const decoders = new Map<number, ConversationDecoder>();
	for (const [at, { connection, what, bytes }] of events.entries()) {
		if (what === 'open' || what === 'close') continue;
		const id = `c${connection}`;
		if (!decoders.has(connection)) {
			decoders.set(connection, new ConversationDecoder());
			const addresses = { clientAddress: null, serverAddress: null, tls: false } as const;
			writer.open({ id, recordingId: 'r', kind: 'http', openedAtUs: at, ...addresses });
		}
		const decoder = decoders.get(connection) as ConversationDecoder;
		const sender = what.startsWith('c2s') ? 'client' : 'server';
		const told = what.includes('-')
			? decoder.end(sender, what.endsWith('rst') ? 'reset' : 'fin', at)
			: decoder.push(sender, bytes, at);
		for (const event of told) put(writer, id, event);
	}
}

function put(writer: SnapshotDirectoryWriter, id: string, event: ConversationEvent): void {
	if (event.type === 'handshake') writer.handshake(id, event.handshake);
	if (event.type === 'frame') writer.frame(id, event.frame);
	if (event.type === 'http') writer.http(id, event.exchange);
	if (event.type === 'violation') writer.violation(id, event.violation);
	if (event.type === 'closed') writer.close(id, event.close, event.atUs);
}
