import { appendFile, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFrame } from '@refrain/protocol';
import { type ConnectionOpened, RecordingCollector, type Sender, type WirePiece } from '@refrain/traffic';
import { describe, expect, it } from 'vitest';
import { FormatsError, readSnapshotDirectory, SnapshotDirectoryWriter } from '../src/index.ts';
import { recordStream, streams } from './record-stream.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const OPENED_AT_US = 1_700_000_000_000_000;
const WRITER = { id: 'r1', name: 'test', createdAtUs: OPENED_AT_US, generator: 'refrain test' };
const OPENED: ConnectionOpened = {
	id: 'c1',
	recordingId: 'r1',
	kind: 'websocket',
	openedAtUs: OPENED_AT_US,
	clientAddress: '127.0.0.1:5',
	serverAddress: null,
	tls: false,
};
const HANDSHAKE = {
	request: { method: 'GET', target: '/ws', version: '1.1', headers: [] },
	requestAtUs: OPENED_AT_US,
	response: { status: 101, reason: '', version: '1.1', headers: [] },
	responseAtUs: OPENED_AT_US,
	responseBody: new Uint8Array(0),
	accepted: true,
	subprotocol: null,
	extensions: null,
};
const CLOSE = { code: null, reason: '', by: 'none', frame: false, tcp: 'open' } as const;
const FILE_HEADER_BYTES = 8;
const RECORD_HEADER_BYTES = 21;

const text = (payload: string) =>
	encodeFrame({ opcode: 1, payload: new TextEncoder().encode(payload), maskingKey: null });

function piece(bytes: Uint8Array, offset: number, rest: Partial<WirePiece> = {}): WirePiece {
	return { sender: 'server', atUs: OPENED_AT_US + offset, offset, bytes, frames: 1, end: false, ...rest };
}

/** Gives whole frames of one sender, each as a piece of its own. */
function server(writer: SnapshotDirectoryWriter, id = 'c1', sender: Sender = 'server') {
	let offset = 100;
	return (payload: string) => {
		const bytes = text(payload);
		writer.wire(id, piece(bytes, offset, { sender }));
		offset += bytes.length;
	};
}

async function started(directory: string, ids = ['c1']): Promise<SnapshotDirectoryWriter> {
	const writer = await SnapshotDirectoryWriter.create(directory, WRITER);
	for (const [n, id] of ids.entries()) {
		writer.open({ ...OPENED, id, openedAtUs: OPENED_AT_US + n });
		writer.handshake(id, HANDSHAKE);
	}
	return writer;
}

async function textsIn(directory: string): Promise<{ texts: string[][]; warnings: string[] }> {
	const { snapshot, warnings } = await readSnapshotDirectory(directory);
	const texts = snapshot.connections.map(({ frames }) => frames.map(({ payload }) => Buffer.from(payload).toString()));
	return { texts, warnings };
}

/** Three texts; gives the paths of both files. */
async function recordThree(directory: string): Promise<{ lines: string; wire: string }> {
	const writer = await started(directory);
	const send = server(writer);
	for (const one of ['one', 'two', 'three']) send(one);
	writer.close('c1', CLOSE, OPENED_AT_US + 999);
	await writer.finish();
	const path = join(directory, 'connections', '0001-c1');
	return { lines: `${path}.ndjson`, wire: `${path}.wire` };
}

async function failure(promise: Promise<unknown>): Promise<FormatsError> {
	const error: unknown = await promise.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (error instanceof FormatsError) return error;
	throw new Error(`expected a FormatsError, got ${String(error)}`);
}

describe('bytes that are decoded when they are read', () => {
	it.each(streams())('give what decoding $name at once gives', async ({ stream }) => {
		await using temporary = await temporaryDirectory();
		const decoded = new RecordingCollector();
		await recordStream(stream, decoded);
		const writer = await SnapshotDirectoryWriter.create(temporary.path, WRITER);
		await recordStream(stream, writer);
		await writer.finish();
		const { snapshot, warnings } = await readSnapshotDirectory(temporary.path);
		expect(warnings).toEqual([]);
		expect(snapshot.connections).toEqual(structuredClone(decoded.connections()));
	});

	it('come from many connections, in pieces of all sizes', async () => {
		await using temporary = await temporaryDirectory();
		const ids = Array.from({ length: 600 }, (_, n) => `c${n}`);
		const writer = await started(temporary.path, ids);
		const senders = ids.map((id) => server(writer, id));
		const sizes = [0, 1, 125, 126, 15_000, 16_384, 40_000, 65_535, 65_536, 200_000];
		const sent = ids.map((id) => [`hello ${id}`]);
		for (const [n, send] of senders.entries()) send(sent[n]?.[0] ?? '');
		for (const size of sizes) {
			sent[7]?.push('x'.repeat(size));
			senders[7]?.('x'.repeat(size));
		}
		for (const [n, send] of senders.entries()) {
			sent[n]?.push(`bye ${n}`);
			send(`bye ${n}`);
		}
		for (const id of ids.slice(0, 300)) writer.close(id, CLOSE, OPENED_AT_US + 1);
		await writer.finish();
		expect(await textsIn(temporary.path)).toEqual({ texts: sent, warnings: [] });
	});

	it('are on the disk soon, without being asked for', async () => {
		await using temporary = await temporaryDirectory();
		const writer = await started(temporary.path);
		server(writer)('soon');
		const wire = join(temporary.path, 'connections', '0001-c1.wire');
		const wanted = FILE_HEADER_BYTES + RECORD_HEADER_BYTES + text('soon').length;
		while ((await readFile(wire)).length < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
		await writer.finish();
	});
});

describe('what a killed recorder leaves', () => {
	it('is kept up to where it was cut', async () => {
		await using temporary = await temporaryDirectory();
		const { wire } = await recordThree(temporary.path);
		const whole = await readFile(wire);
		const recordBytes = [3, 3, 5].map((payload) => RECORD_HEADER_BYTES + 2 + payload);
		const starts = recordBytes.map((_, n) =>
			recordBytes.slice(0, n).reduce((sum, bytes) => sum + bytes, FILE_HEADER_BYTES),
		);
		for (let length = whole.length; length >= 0; length--) {
			await truncate(wire, length);
			const { texts, warnings } = await textsIn(temporary.path);
			const kept = starts.filter((start, n) => length >= start + (recordBytes[n] ?? 0)).length;
			expect(texts).toEqual([['one', 'two', 'three'].slice(0, kept)]);
			const tornAt = length < FILE_HEADER_BYTES ? 0 : starts.findLast((start) => start <= length);
			const isWhole = length === whole.length || starts.includes(length);
			expect(warnings).toEqual(
				isWhole ? [] : [expect.stringContaining(`0001-c1.wire is unfinished from byte ${tornAt} on`)],
			);
		}
	});

	it('may be bytes whose line was not written yet', async () => {
		await using temporary = await temporaryDirectory();
		const { lines } = await recordThree(temporary.path);
		const [opened, handshake] = (await readFile(lines, 'utf8')).split('\n');
		await writeFile(lines, `${opened}\n${handshake}\n`);
		expect(await textsIn(temporary.path)).toEqual({ texts: [['one', 'two', 'three']], warnings: [] });
		await writeFile(lines, `${opened}\n`);
		expect(await textsIn(temporary.path)).toEqual({
			texts: [[]],
			warnings: [expect.stringMatching(/0001-c1\.wire is left out \(.*before it wrote the handshake/)],
		});
		await rm(lines);
		const manifest = join(temporary.path, 'refrain.json');
		await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, 'utf8')), connections: [] }));
		expect(await textsIn(temporary.path)).toEqual({
			texts: [],
			warnings: [expect.stringMatching(/0001-c1\.wire is left out/)],
		});
	});
});

describe('a damaged file', () => {
	it('is refused, with the place and what to do', async () => {
		await using temporary = await temporaryDirectory();
		const { lines, wire } = await recordThree(temporary.path);
		const whole = await readFile(wire);

		await appendFile(wire, Buffer.alloc(RECORD_HEADER_BYTES));
		let error = await failure(readSnapshotDirectory(temporary.path));
		expect(error).toMatchObject({ code: 'MALFORMED', path: wire });
		expect(error.message).toContain(`holds bytes that are no record at byte ${whole.length}; restore it`);

		await writeFile(wire, whole.with(0, 0));
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.message).toContain('does not start as a .wire file does at byte 0');

		await writeFile(wire, whole.with(4, 2));
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.code).toBe('NEWER_VERSION');
		expect(error.message).toContain('(version 2; this one reads 1): update Refrain');

		await rm(wire);
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error).toMatchObject({ code: 'MALFORMED', path: lines, line: 3 });
		expect(error.message).toContain(`says that frames are in ${wire}, which is missing`);

		await writeFile(wire, whole);
		await writeFile(
			lines,
			(await readFile(lines, 'utf8')).replace('{"type":"wire"}\n', '{"type":"wire"}\n{"type":"wire"}\n'),
		);
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.message).toContain('line 4 says a second time that frames are in the .wire file');
	});

	it('with a hole is read up to it, and the other side whole', async () => {
		await using temporary = await temporaryDirectory();
		const writer = await started(temporary.path);
		const client = server(writer, 'c1', 'client');
		writer.wire('c1', piece(text('before'), 100));
		client('a');
		writer.wire('c1', piece(text('after'), 200));
		client('b');
		writer.wire('c1', piece(text('later'), 207));
		await writer.finish();
		const { snapshot } = await readSnapshotDirectory(temporary.path);
		const [recorded] = snapshot.connections;
		const read = recorded?.frames.map(({ sender, payload }) => [sender, Buffer.from(payload).toString()]);
		expect(read).toEqual([
			['server', 'before'],
			['client', 'a'],
			['client', 'b'],
		]);
		const gaps = recorded?.connection.violations.filter(({ code }) => code === 'recording-gap');
		expect(gaps).toMatchObject([{ sender: 'server', offset: 108, atUs: OPENED_AT_US + 200 }]);
		expect(gaps?.[0]?.message).toContain('Bytes 108 to 200 of this sender are missing');
	});
});

describe('a disk that fails', () => {
	it('costs frames that are counted, and nothing is thrown', async () => {
		await using temporary = await temporaryDirectory();
		const directory = join(temporary.path, 'recording');
		const writer = await started(directory, ['c1', 'c2']);
		const first = server(writer, 'c1');
		first('waits');
		first('waits too');
		await mkdir(join(directory, 'connections', '0002-c2.wire'));
		const second = server(writer, 'c2');
		second('cannot be written');
		expect(writer.failure).toMatchObject({ code: 'WRITE_FAILED' });
		expect(writer.droppedFrames).toBe(3);
		first('comes too late');
		writer.wire('nobody', piece(text('x'), 0));
		writer.close('c1', CLOSE, OPENED_AT_US);
		await writer.finish();
		expect(writer.droppedFrames).toBe(5);
	});
});
