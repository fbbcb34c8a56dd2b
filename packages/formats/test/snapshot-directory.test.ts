import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, Snapshot } from '@refrain/traffic';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatsError, readSnapshotDirectory, SnapshotDirectoryWriter, writeSnapshotDirectory } from '../src/index.ts';
import { arbitrarySnapshot } from './arbitrary-snapshot.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const GENERATOR = 'refrain test';
const OPENED_AT_US = 1_700_000_000_000_000;
const OPENED = {
	id: 'c1',
	recordingId: 'r1',
	kind: 'websocket',
	openedAtUs: OPENED_AT_US,
	clientAddress: '127.0.0.1:5',
	serverAddress: null,
	tls: false,
} as const;
const CLOSE = { code: 1000, reason: '', by: 'client', frame: true, tcp: 'fin' } as const;
const WRITER = { id: 'r1', name: 'test', createdAtUs: OPENED_AT_US, generator: GENERATOR };

function textFrame(seq: number, text = `message ${seq}`): Frame {
	const payload = new Uint8Array(Buffer.from(text));
	return {
		seq,
		sender: 'client',
		opcode: 1,
		fin: true,
		rsv1: false,
		rsv2: false,
		rsv3: false,
		maskingKey: 7,
		atUs: OPENED_AT_US + seq,
		wirePayloadBytes: payload.byteLength,
		wireBytes: payload.byteLength + 6,
		compressed: false,
		payload,
		inflateFailed: false,
	};
}

/** A recording of one connection with ten messages; gives the path of its file. */
async function recordTen(directory: string): Promise<string> {
	const writer = await SnapshotDirectoryWriter.create(directory, WRITER);
	writer.open(OPENED);
	for (let seq = 0; seq < 10; seq++) writer.frame('c1', textFrame(seq));
	writer.close('c1', CLOSE, OPENED_AT_US + 99);
	await writer.finish();
	return join(directory, 'connections', '0001-c1.ndjson');
}

async function failure(promise: Promise<unknown>): Promise<FormatsError> {
	const error = await promise.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (error instanceof FormatsError) return error;
	throw new Error(`expected a FormatsError, got ${String(error)}`);
}

describe('a snapshot directory', () => {
	it('gives back any snapshot that was written to it', async () => {
		await fc.assert(
			fc.asyncProperty(arbitrarySnapshot, async (snapshot) => {
				await using temporary = await temporaryDirectory();
				const directory = join(temporary.path, 'snapshot');
				await writeSnapshotDirectory(directory, snapshot, { generator: GENERATOR, source: 'a test' });
				const read = await readSnapshotDirectory(directory);
				expect(read).toEqual({ snapshot: plain(snapshot), source: 'a test', warnings: [] });
			}),
			{ numRuns: 60 },
		);
	});

	it('loses at most its unfinished last line, wherever the recorder was killed', async () => {
		await using temporary = await temporaryDirectory();
		const file = await recordTen(join(temporary.path, 'whole'));
		const whole = await readFile(file);
		const lineEnds = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at);
		for (let length = whole.byteLength; length >= 0; length -= 7) {
			await truncate(file, length);
			const { snapshot, warnings } = await readSnapshotDirectory(join(temporary.path, 'whole'));
			// A line that only lacks its newline is whole.
			const lines = lineEnds.filter((end) => end <= length).length;
			const expected = Math.max(0, Math.min(10, lines - 1));
			expect(snapshot.connections[0]?.frames.length ?? 0).toBe(expected);
			const isCut = length > 0 && !lineEnds.some((end) => length === end || length === end + 1);
			expect(warnings).toEqual(
				isCut
					? [expect.stringMatching(new RegExp(`0001-c1.ndjson line ${lines + 1} is unfinished`))]
					: length === 0
						? [expect.stringMatching(/0001-c1.ndjson is empty/)]
						: [],
			);
		}
	});

	it('knows a connection that was open when the recorder was killed', async () => {
		await using temporary = await temporaryDirectory();
		const writer = await SnapshotDirectoryWriter.create(temporary.path, WRITER);
		writer.open(OPENED);
		writer.frame('c1', textFrame(0));
		await writer.flush();
		// Nothing else: the process ends here.
		const { snapshot } = await readSnapshotDirectory(temporary.path);
		expect(snapshot.connections[0]?.connection).toMatchObject({ close: null, closedAtUs: null });
		expect(snapshot.connections[0]?.frames).toEqual([textFrame(0)]);
		await writer.finish();
	});

	it('names file, line and field of what is malformed', async () => {
		await using temporary = await temporaryDirectory();
		const file = await recordTen(temporary.path);
		const lines = (await readFile(file, 'utf8')).split('\n');
		const withLine = (at: number, line: string) => writeFile(file, lines.with(at, line).join('\n'));

		await withLine(3, (lines[3] ?? '').replace('"opcode":1', '"opcode":16'));
		let error = await failure(readSnapshotDirectory(temporary.path));
		expect(error).toMatchObject({ code: 'MALFORMED', path: file, line: 4 });
		expect(error.message).toMatch(/0001-c1\.ndjson line 4 has a bad field "opcode": .*; restore the file/);

		await withLine(3, (lines[3] ?? '').slice(0, 20));
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.message).toMatch(/line 4 is not JSON/);

		await withLine(0, '');
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.message).toMatch(/line 2 comes before the connection is opened/);

		await withLine(1, lines[0] ?? '');
		error = await failure(readSnapshotDirectory(temporary.path));
		expect(error.message).toMatch(/line 2 opens a second connection/);
	});

	it('merges recordings that lie side by side', async () => {
		await using temporary = await temporaryDirectory();
		await recordTen(join(temporary.path, 'recorded-b'));
		await recordTen(join(temporary.path, 'recorded-a'));
		await writeFile(join(temporary.path, 'notes.txt'), 'not a recording');
		const { snapshot } = await readSnapshotDirectory(temporary.path);
		expect(snapshot.connections).toHaveLength(2);
	});

	it('says what is wrong with a directory that is none', async () => {
		await using temporary = await temporaryDirectory();
		const { path } = temporary;
		expect((await failure(readSnapshotDirectory(join(path, 'nowhere')))).message).toMatch(
			/nowhere does not exist; give/,
		);
		expect((await failure(readSnapshotDirectory(path))).message).toMatch(/holds no recording: .* refrain\.json/);
		await writeFile(join(path, 'file'), '');
		expect((await failure(readSnapshotDirectory(join(path, 'file')))).message).toMatch(/is a file, not a directory/);
		await mkdir(join(path, 'broken'));
		await writeFile(join(path, 'broken', 'refrain.json'), '{');
		const error = await failure(readSnapshotDirectory(path));
		expect(error).toMatchObject({ code: 'MALFORMED', path: join(path, 'broken', 'refrain.json') });
	});

	it('misses a file that its list names', async () => {
		await using temporary = await temporaryDirectory();
		const file = await recordTen(temporary.path);
		await rename(file, `${file}.gone`);
		const error = await failure(readSnapshotDirectory(temporary.path));
		expect(error).toMatchObject({ code: 'MALFORMED', path: file });
		expect(error.message).toMatch(/is missing, though refrain\.json names it/);
	});
});

describe('golden files', () => {
	const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));

	it('opens version 1 for ever', async () => {
		const { snapshot, source, warnings } = await readSnapshotDirectory(golden('v1'));
		expect(warnings).toEqual([]);
		expect(source).toBe('record ws://127.0.0.1:26062');
		expect(
			snapshot.connections.map(({ connection, frames, http }) => [
				connection.kind,
				connection.path,
				connection.handshake?.response?.status ?? null,
				frames.length,
				http.length,
				connection.close?.code ?? null,
				connection.session.label,
			]),
		).toMatchInlineSnapshot(`
			[
			  [
			    "http",
			    "/",
			    null,
			    0,
			    2,
			    null,
			    "127.0.0.1",
			  ],
			  [
			    "http",
			    "/favicon.ico",
			    null,
			    0,
			    1,
			    null,
			    "127.0.0.1",
			  ],
			  [
			    "websocket",
			    "/rpc?user=7",
			    101,
			    18,
			    0,
			    1000,
			    "user 7",
			  ],
			  [
			    "websocket",
			    "/feed",
			    101,
			    14,
			    0,
			    1001,
			    "127.0.0.1",
			  ],
			  [
			    "websocket",
			    "/denied",
			    401,
			    0,
			    0,
			    null,
			    "127.0.0.1",
			  ],
			  [
			    "websocket",
			    "/rpc?user=8",
			    101,
			    4,
			    0,
			    1001,
			    "user 8",
			  ],
			]
		`);
		const frames = snapshot.connections.flatMap((one) => one.frames);
		expect(frames.reduce((bytes, { payload }) => bytes + payload.byteLength, 0)).toMatchInlineSnapshot(`2207`);
	});

	it('opens bytes of the wire, compressed, for ever', async () => {
		const { snapshot, warnings } = await readSnapshotDirectory(golden('v1-wire'));
		expect(warnings).toEqual([]);
		const [wire] = snapshot.connections;
		expect(wire?.connection).toMatchObject({ path: '/wire?user=9', close: { code: 1001, by: 'server' } });
		expect(wire?.connection.violations.map(({ code }) => code)).toEqual([
			'reserved-opcode',
			'data-after-close',
			'truncated-frame',
		]);
		expect(wire?.frames.map(({ payload }) => Buffer.from(payload).toString('latin1'))).toEqual([
			'{"type":"connection","message":"hello"}',
			'{"type":"client_message","content":"Message #1"}',
			'{"type":"echo","original":{"type":"client_message","content":"Message #1"}}',
			'\x01\x02\x03',
			'beat',
			'\x04\x05',
			'beat',
			'no such opcode',
			'\x03\xe9going away',
			'\x03\xe9',
		]);
	});

	it('refuses what a later Refrain wrote, and says what to do', async () => {
		const error = await failure(readSnapshotDirectory(golden('v999')));
		expect(error.code).toBe('NEWER_VERSION');
		expect(error.message).toMatch(
			/refrain\.json was written by refrain 99\.0\.0 \(format version 999; this one reads 1\): update Refrain/,
		);
	});
});

describe('SnapshotDirectoryWriter', () => {
	it('does not mix two recordings', async () => {
		await using temporary = await temporaryDirectory();
		await recordTen(temporary.path);
		const error = await failure(SnapshotDirectoryWriter.create(temporary.path, WRITER));
		expect(error.code).toBe('ALREADY_EXISTS');
		expect(error.message).toMatch(/holds a recording already; choose another directory/);
	});

	it('says why a directory cannot be made', async () => {
		await using temporary = await temporaryDirectory();
		await writeFile(join(temporary.path, 'file'), '');
		const error = await failure(SnapshotDirectoryWriter.create(join(temporary.path, 'file', 'below'), WRITER));
		expect(error.code).toBe('WRITE_FAILED');
	});

	it('drops and counts frames instead of growing without end', async () => {
		await using temporary = await temporaryDirectory();
		const writer = await SnapshotDirectoryWriter.create(temporary.path, { ...WRITER, maxBufferedBytes: 3000 });
		writer.open(OPENED);
		for (let seq = 0; seq < 20; seq++) writer.frame('c1', textFrame(seq, 'x'.repeat(700)));
		expect(writer.droppedFrames).toBe(18);
		await writer.flush();
		// What was written gives its room back.
		writer.frame('c1', textFrame(20));
		writer.close('c1', CLOSE, OPENED_AT_US);
		await writer.finish();
		const { snapshot } = await readSnapshotDirectory(temporary.path);
		const [recorded] = snapshot.connections;
		expect(recorded?.frames.map(({ seq }) => seq)).toEqual([0, 1, 20]);
		expect(recorded?.connection.droppedFrames).toBe(18);
	});

	it('counts what it loses when the disk fails, and never throws', async () => {
		await using temporary = await temporaryDirectory();
		const directory = join(temporary.path, 'gone');
		const writer = await SnapshotDirectoryWriter.create(directory, WRITER);
		writer.open(OPENED);
		writer.frame('c1', textFrame(0));
		await rm(directory, { recursive: true });
		await writer.flush();
		writer.frame('c1', textFrame(1));
		writer.close('c1', CLOSE, OPENED_AT_US);
		await writer.finish();
		expect(writer.failure).toMatchObject({ code: 'WRITE_FAILED' });
		expect(writer.droppedFrames).toBe(2);
	});

	it('ignores connections that were never opened, and keeps ids out of paths', async () => {
		await using temporary = await temporaryDirectory();
		const directory = join(temporary.path, 'recording');
		const writer = await SnapshotDirectoryWriter.create(directory, WRITER);
		writer.close('nobody', CLOSE, OPENED_AT_US);
		writer.frame('nobody', textFrame(0));
		writer.open({ ...OPENED, id: '../../escaped' });
		await writer.finish();
		expect(writer.droppedFrames).toBe(1);
		expect(await readdir(join(directory, 'connections'))).toEqual(['0001-______escaped.ndjson']);
	});

	it('writes more connections than it may hold files open', async () => {
		await using temporary = await temporaryDirectory();
		const writer = await SnapshotDirectoryWriter.create(temporary.path, WRITER);
		for (let n = 0; n < 250; n++) {
			writer.open({ ...OPENED, id: `c${n}`, openedAtUs: OPENED_AT_US + n });
			writer.frame(`c${n}`, textFrame(0));
		}
		await writer.flush();
		for (let n = 0; n < 250; n++) writer.close(`c${n}`, CLOSE, OPENED_AT_US);
		await writer.finish();
		expect(writer.connectionCount).toBe(250);
		const { snapshot } = await readSnapshotDirectory(temporary.path);
		expect(
			snapshot.connections.filter(({ connection, frames }) => connection.close && frames.length === 1),
		).toHaveLength(250);
	});
});

/** The same with plain byte arrays, as the reader makes them. */
function plain(snapshot: Snapshot): Snapshot {
	return structuredClone(snapshot);
}
