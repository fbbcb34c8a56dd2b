import type pg from 'pg';
import { zstd } from '../codec.ts';
import { ChunkBuilder, type FrameChunk, MAX_CHUNK_BYTES, MAX_CHUNK_FRAMES } from '../frames/chunk-builder.ts';
import { type ReadChunk, type StoredChunk, unpackChunk } from '../frames/chunk-reader.ts';
import { CHUNK_TABLE, encodeChunkRow } from '../frames/chunk-rows.ts';
import { copyIn } from '../frames/copy.ts';
import { MAX_DELTA_US } from '../frames/frame-head.ts';
import { rows } from '../sql.ts';

/** Chunks merged in one transaction, so that it stays short and its memory bounded. */
const MAX_CHUNKS = 256;

/**
 * Merges the chunks of a connection from frame `fromSeq` on into as few as possible: what trickles in leaves a chunk for
 * each flush, which costs five times the space and makes reading slow. One transaction; readers see the one or the other.
 * @returns the first frame of the last chunk, where the next compaction begins; null when there was nothing to merge
 */
export async function compactChunks(
	client: pg.ClientBase,
	connectionId: string,
	fromSeq: number,
): Promise<number | null> {
	await client.query('begin');
	try {
		const before = await rows<StoredChunk>(
			client,
			`select first_seq as "firstSeq", first_row as "firstRow", frames, first_us as "firstUs", codec, head, body
			from frame_chunk where connection_id = $1 and first_seq >= $2 order by first_seq limit $3`,
			[connectionId, fromSeq, MAX_CHUNKS],
		);
		const after = await merge(before);
		if (after.length < before.length) {
			const seqs = before.map(({ firstSeq }) => firstSeq);
			await client.query('delete from frame_chunk where connection_id = $1 and first_seq = any($2)', [
				connectionId,
				seqs,
			]);
			await copyIn(
				client,
				CHUNK_TABLE,
				after.flatMap((chunk) => encodeChunkRow(connectionId, chunk)),
			);
		}
		await client.query('commit');
		return after.length < before.length ? (after.at(-1)?.firstSeq ?? null) : null;
	} catch (error) {
		await client.query('rollback').catch(() => {});
		throw error;
	}
}

async function merge(stored: readonly StoredChunk[]): Promise<FrameChunk[]> {
	const codec = await zstd();
	const chunks = stored.map((chunk) => unpackChunk(codec, chunk));
	return group(chunks).map((run) => {
		const builder = new ChunkBuilder((run[0] as ReadChunk).firstRow);
		for (const { frames } of run)
			for (const { frame, payloadBytes: bytes, payload: body, spilled, rowStart } of frames)
				builder.add(frame, { bytes, body, spilled }, rowStart);
		return builder.seal(codec);
	});
}

/** Runs of chunks that fit into one together. */
function group(chunks: readonly ReadChunk[]): ReadChunk[][] {
	const groups: ReadChunk[][] = [];
	let frames = 0;
	let bytes = 0;
	for (const chunk of chunks) {
		const last = groups.at(-1)?.at(-1)?.frames.at(-1)?.frame;
		const first = chunk.frames[0]?.frame;
		const follows = last !== undefined && first !== undefined && canJoin(last, first);
		frames += chunk.frames.length;
		bytes += chunk.body.byteLength;
		if (follows && frames <= MAX_CHUNK_FRAMES && bytes <= MAX_CHUNK_BYTES) {
			groups.at(-1)?.push(chunk);
			continue;
		}
		groups.push([chunk]);
		frames = chunk.frames.length;
		bytes = chunk.body.byteLength;
	}
	return groups;
}

type Facts = ReadChunk['frames'][number]['frame'];

/** See `ChunkBuilder.accepts`. */
function canJoin(last: Facts, first: Facts): boolean {
	return first.seq === last.seq + 1 && Math.abs(first.atUs - last.atUs) <= MAX_DELTA_US;
}
