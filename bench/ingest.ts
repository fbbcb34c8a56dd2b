// Frames per second into Postgres, beside a row per frame by `\copy`: node --import tsx bench/ingest.ts [frames] [rounds]
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { newId, openDatabase } from '@refrain/db';
import { openEmbedded } from '@refrain/db/embedded';
import { migrate } from '@refrain/db/migrate';
import type { Frame } from '@refrain/traffic';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { parentOf, treeCpuUs } from './ingest-cpu.ts';
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
	/** @returns CPU time of a process of its own, microseconds */
	store: () => Promise<number>;
	table: string;
}

/** Of one round. */
interface Result {
	seconds: number;
	clientCpuUs: number;
	serverCpuUs: number;
	diskBytes: number;
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
	const results = new Map<string, Result[]>();
	const serverPid = await postmaster(client);
	// Alternating, so that what else the machine does falls on all of them.
	for (let round = 0; round < rounds; round++)
		for (const { name, store, table } of ways) {
			await client.query('truncate frame_row, recording cascade');
			await client.query('checkpoint');
			const cpu = process.cpuUsage();
			const serverBefore = treeCpuUs(serverPid) ?? 0;
			const started = performance.now();
			const childCpuUs = await store();
			const seconds = (performance.now() - started) / 1000;
			const { user, system } = process.cpuUsage(cpu);
			// Until the server has taken note of a backend that ended.
			await sleep(200);
			const serverCpuUs = (treeCpuUs(serverPid) ?? 0) - serverBefore;
			const diskBytes = await sizeOf(client, table);
			const result = { seconds, clientCpuUs: user + system + childCpuUs, serverCpuUs, diskBytes };
			results.set(name, [...(results.get(name) ?? []), result]);
		}
	await client.end();
	print(results);
}

function print(results: ReadonlyMap<string, readonly Result[]>): void {
	const of = (list: readonly Result[], field: keyof Result) => median(list.map((result) => result[field]));
	const [first = []] = results.values();
	console.log(`\n${frameCount} frames, median of ${rounds} rounds, Node ${process.version}, ${os.cpus().length} cores`);
	console.log(`load average ${os.loadavg()[0]?.toFixed(1)}\n`);
	console.log('| way | frames/s | of the first | CPU us/frame, client | Postgres | bytes/frame on disk |');
	console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
	for (const [name, list] of results) {
		const seconds = of(list, 'seconds');
		const perFrame = (field: keyof Result) => of(list, field) / frameCount;
		const cells = [
			name,
			Math.round(frameCount / seconds).toLocaleString('en'),
			(of(first, 'seconds') / seconds).toFixed(2),
			perFrame('clientCpuUs').toFixed(2),
			perFrame('serverCpuUs').toFixed(2),
			perFrame('diskBytes').toFixed(0),
		];
		console.log(`| ${cells.join(' | ')} |`);
	}
}

async function postmaster(client: pg.Client): Promise<number> {
	const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
	return parentOf(rows[0]?.pid ?? 0) ?? 0;
}

function median(list: readonly number[]): number {
	return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

async function sizeOf(client: pg.Client, table: string): Promise<number> {
	const { rows } = await client.query<{ bytes: string }>('select pg_total_relation_size($1) as bytes', [table]);
	return Number(rows[0]?.bytes ?? 0);
}

async function recordingSink(url: string, frames: readonly Frame[], connectionCount: number): Promise<number> {
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
	return 0;
}

function hasPsql(): boolean {
	return spawnSync('psql', ['--version']).status === 0;
}

/** bash's `time` tells what psql itself took. */
function psqlCopy(url: string, file: string): number {
	const script = `TIMEFORMAT='%U %S'; time psql "$1" -q -c "$2"`;
	const args = ['-c', script, 'bash', url, `\\copy frame_row from '${file}'`];
	const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
	if (status !== 0) throw new Error(`psql failed: ${stderr}`);
	const [user = 0, system = 0] = stderr.trim().split(/\s+/).map(Number);
	return (user + system) * 1_000_000;
}

async function nodeCopy(client: pg.Client, file: string): Promise<number> {
	await pipeline(
		createReadStream(file, { highWaterMark: 256 * 1024 }),
		client.query(copyFrom('copy frame_row from stdin')),
	);
	return 0;
}

async function writeCopyFile(frames: readonly Frame[], file: string): Promise<void> {
	const id = newId();
	const out = createWriteStream(file);
	for (const { seq, atUs, wireBytes, sender, opcode, maskingKey, payload } of frames) {
		const flags = 1 | (maskingKey === null ? 0 : 2);
		const hex = Buffer.from(payload).toString('hex');
		const line = `${id}\t${seq}\t${atUs}\t${wireBytes}\t${sender === 'client' ? 0 : 1}\t${opcode}\t${flags}\t\\\\x${hex}\n`;
		if (!out.write(line)) await once(out, 'drain');
	}
	out.end();
	await finished(out);
}
