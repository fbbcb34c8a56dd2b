import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** 'PGCOPY\n\377\r\n\0', flags, length of the header extension. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);

/** A value of a COPY BINARY row, with its type's width. */
export type CopyValue =
	| { type: 'uuid'; value: string }
	| { type: 'int2' | 'int4' | 'int8'; value: number }
	| { type: 'bytea'; value: Uint8Array };

const WIDTH = { uuid: 16, int2: 2, int4: 4, int8: 8 } as const;

/** A row as COPY BINARY wants it; large values are handed on without a copy. */
export function encodeCopyRow(values: readonly CopyValue[]): Uint8Array[] {
	const fixed = values.reduce((sum, value) => sum + 4 + (value.type === 'bytea' ? 0 : WIDTH[value.type]), 2);
	const buffer = Buffer.allocUnsafe(fixed);
	const parts: Uint8Array[] = [];
	let start = 0;
	let at = buffer.writeInt16BE(values.length, 0);
	for (const value of values) {
		if (value.type !== 'bytea') {
			at = buffer.writeInt32BE(WIDTH[value.type], at);
			at = writeFixed(buffer, value, at);
			continue;
		}
		at = buffer.writeInt32BE(value.value.byteLength, at);
		parts.push(buffer.subarray(start, at), value.value);
		start = at;
	}
	if (start < at) parts.push(buffer.subarray(start, at));
	return parts;
}

function writeFixed(buffer: Buffer, { type, value }: Exclude<CopyValue, { type: 'bytea' }>, at: number): number {
	switch (type) {
		case 'uuid':
			return at + buffer.write(value.replaceAll('-', ''), at, 'hex');
		case 'int2':
			return buffer.writeInt16BE(value, at);
		case 'int4':
			return buffer.writeInt32BE(value, at);
		case 'int8':
			return buffer.writeBigInt64BE(BigInt(value), at);
	}
}

/** `COPY table (columns) FROM STDIN BINARY` of encoded rows. Table and columns are ours, never input. */
export async function copyIn(
	client: pg.ClientBase,
	into: { table: string; columns: readonly string[] },
	parts: Iterable<Uint8Array>,
): Promise<void> {
	const text = `copy ${into.table} (${into.columns.join(', ')}) from stdin with (format binary)`;
	const stream = client.query(copyFrom(text));
	const done = finished(stream);
	// A failure in the middle rejects `done` while we still wait for a drain.
	done.catch(() => {});
	stream.cork();
	stream.write(HEADER);
	let corked = HEADER.byteLength;
	for (const part of parts) {
		corked += part.byteLength;
		const room = stream.write(part);
		if (corked < CORK_BYTES) continue;
		stream.uncork();
		if (!room && !stream.destroyed) await Promise.race([once(stream, 'drain'), done]);
		stream.cork();
		corked = 0;
	}
	stream.end(TRAILER);
	stream.uncork();
	await done;
}

const CORK_BYTES = 256 * 1024;

/** Bytes of a row's fields, null for NULL. */
export type CopiedRow = readonly (Buffer | null)[];

/**
 * All rows of a query by COPY TO STDOUT BINARY: bytea comes as bytes, not as text in hex. (node-postgres' `binary: true`
 * decodes every field as UTF-8 and so corrupts bytea.) COPY takes no parameters: what stands in `query` must be checked.
 */
export async function copyOut(pool: pg.Pool, query: string): Promise<CopiedRow[]> {
	const client = await pool.connect();
	let failure: Error | undefined;
	try {
		const parts: Buffer[] = [];
		const stream = client.query(copyTo(`copy (${query}) to stdout with (format binary)`));
		for await (const part of stream) parts.push(part as Buffer);
		return parseCopy(Buffer.concat(parts));
	} catch (error) {
		failure = error as Error;
		throw error;
	} finally {
		client.release(failure);
	}
}

function parseCopy(bytes: Buffer): CopiedRow[] {
	const found: CopiedRow[] = [];
	let at = HEADER.byteLength + bytes.readInt32BE(HEADER.byteLength - 4);
	for (;;) {
		const fields = bytes.readInt16BE(at);
		at += 2;
		if (fields < 0) return found;
		const row: (Buffer | null)[] = [];
		for (let field = 0; field < fields; field++) {
			const length = bytes.readInt32BE(at);
			at += 4;
			row.push(length < 0 ? null : bytes.subarray(at, at + length));
			at += Math.max(0, length);
		}
		found.push(row);
	}
}

/** An integer of a row: smallint, integer or bigint. */
export function copiedInt(row: CopiedRow, index: number): number {
	const field = row[index] as Buffer;
	return field.byteLength === 8 ? Number(field.readBigInt64BE(0)) : field.readIntBE(0, field.byteLength);
}

export function copiedBytes(row: CopiedRow, index: number): Buffer {
	return row[index] as Buffer;
}
