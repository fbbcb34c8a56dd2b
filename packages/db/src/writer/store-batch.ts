import type { HttpExchange } from '@refrain/traffic';
import type pg from 'pg';
import { BLOB_TABLE, CHUNK_TABLE, encodeBlobRow, encodeChunkRow } from '../frames/chunk-rows.ts';
import { copyIn } from '../frames/copy.ts';
import { nowUs } from '../ids.ts';
import { textColumn } from '../json-columns.ts';
import type { Batch, ConnectionPart } from './batch.ts';
import { CONNECTION_COLUMNS } from './connection-columns.ts';
import type { StatColumns } from './connection-draft.ts';

/** Ids and counts take at most this much of a notice, whose limit is 8000 bytes. */
const CONNECTIONS_PER_NOTICE = 60;

/**
 * Stores a batch in one transaction: sessions, connections, frames, totals and the writer's cursor, with the notice.
 * @param of.again the batch was tried before: its COMMIT may have been lost, then nothing is left to do
 */
export async function storeBatch(
	client: pg.ClientBase,
	batch: Batch,
	of: { writerId: string; recordingId: string; again: boolean },
): Promise<void> {
	await client.query('begin');
	try {
		if (!(of.again && (await isStored(client, of.writerId, batch.number)))) await storeParts(client, batch, of);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => {});
		throw error;
	}
}

async function storeParts(
	client: pg.ClientBase,
	{ number, parts }: Batch,
	{ writerId, recordingId }: { writerId: string; recordingId: string },
): Promise<void> {
	await storeSessions(client, recordingId, parts);
	await storeConnections(client, parts);
	const blobs = parts.flatMap(({ blobParts }) => blobParts);
	if (blobs.length > 0) await copyIn(client, BLOB_TABLE, blobs.flatMap(encodeBlobRow));
	const chunks = parts.flatMap(({ draft, chunks }) =>
		chunks.flatMap((chunk) => encodeChunkRow(draft.opened.id, chunk)),
	);
	if (chunks.length > 0) await copyIn(client, CHUNK_TABLE, chunks);
	for (const { draft, http } of parts) for (const exchange of http) await storeHttp(client, draft.opened.id, exchange);
	await storeStats(client, parts);
	await client.query(
		`insert into writer_cursor (writer_id, batch, updated_us) values ($1, $2, $3)
		on conflict (writer_id) do update set batch = excluded.batch, updated_us = excluded.updated_us`,
		[writerId, number, nowUs()],
	);
	await notify(client, recordingId, parts);
}

async function isStored(client: pg.ClientBase, writerId: string, number: number): Promise<boolean> {
	const { rowCount } = await client.query('select 1 from writer_cursor where writer_id = $1 and batch >= $2', [
		writerId,
		number,
	]);
	return rowCount === 1;
}

async function storeSessions(client: pg.ClientBase, recordingId: string, parts: readonly ConnectionPart[]) {
	const sessions = new Map(
		parts.flatMap(({ session, draft }) =>
			session === null ? [] : [[session.id, { ...session, startedUs: draft.opened.openedAtUs }] as const],
		),
	);
	if (sessions.size === 0) return;
	const list = [...sessions.values()];
	await client.query(
		`insert into session (id, recording_id, key, label, rule, started_us)
		select s.id, $1, s.key, s.label, s.rule, s.started_us
		from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[]) as s(id, key, label, rule, started_us)
		on conflict (id) do nothing`,
		[
			recordingId,
			list.map(({ id }) => id),
			list.map(({ key }) => textColumn(key)),
			list.map(({ label }) => textColumn(label)),
			list.map(({ rule }) => rule),
			list.map(({ startedUs }) => startedUs),
		],
	);
}

const COLUMN_NAMES = CONNECTION_COLUMNS.map(([name]) => name);
const UPSERT_CONNECTIONS = `insert into connection (${COLUMN_NAMES.join(', ')})
	select ${COLUMN_NAMES.map((name) => `c.${name}`).join(', ')}
	from unnest(${CONNECTION_COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
		as c(${COLUMN_NAMES.join(', ')})
	on conflict (id) do update set ${COLUMN_NAMES.slice(2)
		.map((name) => `${name} = excluded.${name}`)
		.join(', ')}`;

async function storeConnections(client: pg.ClientBase, parts: readonly ConnectionPart[]): Promise<void> {
	const changed = parts.flatMap(({ connection }) => (connection === null ? [] : [connection]));
	if (changed.length === 0) return;
	const columns = CONNECTION_COLUMNS.map((_, index) => changed.map((connection) => connection[index]));
	await client.query(UPSERT_CONNECTIONS, columns);
}

async function storeHttp(client: pg.ClientBase, connectionId: string, exchange: HttpExchange): Promise<void> {
	await client.query(
		`insert into http_exchange (connection_id, n, request, response, request_us, response_us, ended_us, request_body,
			response_body, truncated, request_body_bytes, response_body_bytes)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		[
			connectionId,
			exchange.n,
			JSON.stringify(exchange.request),
			exchange.response === null ? null : JSON.stringify(exchange.response),
			exchange.requestAtUs,
			exchange.responseAtUs,
			exchange.endedAtUs,
			Buffer.from(exchange.requestBody),
			Buffer.from(exchange.responseBody),
			exchange.truncated,
			exchange.requestBodyBytes,
			exchange.responseBodyBytes,
		],
	);
}

const STAT_FIELDS = [
	['frames', 'frames'],
	['client_rows', 'clientRows'],
	['server_rows', 'serverRows'],
	['client_bytes', 'clientBytes'],
	['server_bytes', 'serverBytes'],
	['wire_bytes', 'wireBytes'],
	['first_us', 'firstUs'],
	['last_us', 'lastUs'],
] as const satisfies readonly (readonly [string, keyof StatColumns])[];
const STAT_NAMES = STAT_FIELDS.map(([name]) => name);
const UPSERT_STATS = `insert into connection_stat (connection_id, ${STAT_NAMES.join(', ')})
	select * from unnest($1::uuid[], ${STAT_NAMES.map((_, index) => `$${index + 2}::bigint[]`).join(', ')})
	on conflict (connection_id) do update set ${STAT_NAMES.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/** Totals are absolute: one writer records a connection. */
async function storeStats(client: pg.ClientBase, parts: readonly ConnectionPart[]): Promise<void> {
	const stats = [...newestStats(parts).values()];
	if (stats.length === 0) return;
	const columns = STAT_FIELDS.map(([, field]) => stats.map((stat) => stat[field]));
	await client.query(UPSERT_STATS, [stats.map(({ connectionId }) => connectionId), ...columns]);
}

function newestStats(parts: readonly ConnectionPart[]): Map<string, StatColumns> {
	return new Map(parts.flatMap(({ stat }) => (stat === null ? [] : [[stat.connectionId, stat] as const])));
}

async function notify(client: pg.ClientBase, recordingId: string, parts: readonly ConnectionPart[]): Promise<void> {
	const stats = newestStats(parts);
	const connections = [...new Set(parts.map(({ draft }) => draft))].map(({ opened: { id }, total }) => {
		const { clientRows, serverRows, frames } = stats.get(id) ?? total;
		return { id, rows: clientRows + serverRows, frames };
	});
	for (let at = 0; at < connections.length; at += CONNECTIONS_PER_NOTICE) {
		const notice = { recordingId, connections: connections.slice(at, at + CONNECTIONS_PER_NOTICE) };
		await client.query(`select pg_notify('traffic', $1)`, [JSON.stringify(notice)]);
	}
}
