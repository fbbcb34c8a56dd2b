// Frames per second into Postgres, beside a row per frame by `\copy`: node --import tsx bench/ingest.ts [frames] [rounds]
import { spawnSync } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId, openDatabase } from '@refrain/db';
import { openEmbedded } from '@refrain/db/embedded';
import { migrate } from '@refrain/db/migrate';
import type { Frame } from '@refrain/traffic';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { makeFrames } from './ingest-frames.ts';

const frameCount = Number(process.argv[2] ?? 300_000);
const rounds = Number(process.argv[3] ?? 3);

/** A row per frame with the fields that everybody would store, and the key that reading needs. */
const ROWS = `create table frame_row (connection_id uuid not null, seq bigint not null, at_us bigint not null,
	wire_bytes int not null, sender smallint not null, opcode smallint not null, flags smallint not null,
	payload bytea not null, primary key (connection_id, seq))`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'refrain-ingest-'));
// Root runs Postgres as nobody, who must be able to enter.
chmodSync(folder, 0o755);
const server = await openEmbedded(folder);
try {
	await migrate(server.url, path.resolve(import.meta.dirname, '../prisma/migrations'));
	await run(server.url);
} finally {
	await server.release({ force: true });
	rmSync(folder, { recursive: true, force: true });
}

interface Way {
	name: string;
	store: () => Promise<void>;
	table: string;
}

async function run(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(ROWS);
	const frames = makeFrames(frameCount);
	const file = path.join(folder, 'frames.copy');
	await writeCopyFile(frames, file);
	const ways: Way[] = [
		...(hasPsql()
			? [{ name: 'psql `\\copy`, a row per frame', store: async () => psqlCopy(url, file), table: 'frame_row' }]
			: []),
		{ name: 'COPY FROM STDIN from Node, a row per frame', store: () => nodeCopy(client, file), table: 'frame_row' },
		{ name: 'RecordingSink, 1 connection', store: () => recordingSink(url, frames, 1), table: 'frame_chunk' },
		{ name: 'RecordingSink, 100 connections', store: () => recordingSink(url, frames, 100), table: 'frame_chunk' },
	];
	const seconds = new Map<string, number[]>();
	const bytes = new Map<string, number>();
	// Alternating, so that what else the machine does falls on all of them.
	for (let round = 0; round < rounds; round++)
		for (const { name, store, table } of ways) {
			await client.query('truncate frame_row, recording cascade');
			await client.query('checkpoint');
			const started = performance.now();
			await store();
			seconds.set(name, [...(seconds.get(name) ?? []), (performance.now() - started) / 1000]);
			bytes.set(name, await sizeOf(client, table));
		}
	await client.end();
	print(seconds, bytes);
}

function print(seconds: Map<string, number[]>, bytes: Map<string, number>): void {
	const [[, first = []] = []] = seconds;
	const base = median(first);
	console.log(
		`\n${frameCount} frames, median of ${rounds} rounds, Node ${process.version}, ${os.cpus().length} cores\n`,
	);
	console.log('| way | frames/s | of the first | bytes/frame on disk |\n| --- | ---: | ---: | ---: |');
	for (const [name, times] of seconds) {
		const rate = frameCount / median(times);
		const share = (base / median(times)).toFixed(2);
		console.log(
			`| ${name} | ${Math.round(rate).toLocaleString('en')} | ${share} | ${((bytes.get(name) ?? 0) / frameCount).toFixed(0)} |`,
		);
	}
}

function median(list: readonly number[]): number {
	return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

async function sizeOf(client: pg.Client, table: string): Promise<number> {
	const { rows } = await client.query<{ bytes: string }>('select pg_total_relation_size($1) as bytes', [table]);
	return Number(rows[0]?.bytes ?? 0);
}

async function recordingSink(url: string, frames: readonly Frame[], connectionCount: number): Promise<void> {
	const db = openDatabase(url, { max: 2 });
	const { id: recordingId } = await db.recordings.create({ name: 'bench', source: 'bench' });
	// A capture is paced by its sockets; here the frames are all there at once.
	const writer = db.writer(recordingId, { maxPendingBytes: 4 * 1024 ** 3 });
	const ids = Array.from({ length: connectionCount }, newId);
	for (const id of ids)
		writer.open({
			id,
			recordingId,
			kind: 'websocket',
			openedAtUs: 0,
			clientAddress: null,
			serverAddress: null,
			tls: false,
		});
	for (const frame of frames) {
		const connection = frame.seq % connectionCount;
		const seq = (frame.seq - connection) / connectionCount;
		writer.frame(ids[connection] as string, connectionCount === 1 ? frame : { ...frame, seq });
		if (frame.seq % 512 === 511) await nextTurn();
	}
	await writer.flush();
	if (writer.droppedFrames > 0)
		throw new Error(`${writer.droppedFrames} frames were dropped: ${writer.lastError?.message}`);
	await writer[Symbol.asyncDispose]();
	await db.close();
}

function hasPsql(): boolean {
	return spawnSync('psql', ['--version']).status === 0;
}

function psqlCopy(url: string, file: string): void {
	const { status, stderr } = spawnSync('psql', [url, '-q', '-c', `\\copy frame_row from '${file}'`], {
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(`psql failed: ${stderr}`);
}

async function nodeCopy(client: pg.Client, file: string): Promise<void> {
	await pipeline(
		createReadStream(file, { highWaterMark: 256 * 1024 }),
		client.query(copyFrom('copy frame_row from stdin')),
	);
}

async function writeCopyFile(frames: readonly Frame[], file: string): Promise<void> {
	const id = newId();
	const out = createWriteStream(file);
	for (const { seq, atUs, wireBytes, sender, opcode, maskingKey, payload } of frames) {
		const flags = 1 | (maskingKey === null ? 0 : 2);
		const hex = Buffer.from(payload).toString('hex');
		const line = `${id}\t${seq}\t${atUs}\t${wireBytes}\t${sender === 'client' ? 0 : 1}\t${opcode}\t${flags}\t\\\\x${hex}\n`;
		if (!out.write(line)) await new Promise((resolve) => out.once('drain', resolve));
	}
	out.end();
	await finished(out);
}
