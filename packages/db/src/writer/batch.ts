import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SessionKey } from '@refrain/traffic';
import { compressWith, type Zstd } from '../codec.ts';
import type { FrameChunk } from '../frames/chunk-builder.ts';
import type { BlobPart } from '../frames/chunk-rows.ts';
import { BLOB_PART_BYTES } from '../frames/frame-head.ts';
import { type ConnectionColumns, connectionColumns } from './connection-columns.ts';
import { type ConnectionDraft, contentBytes, type NewContent, type StatColumns } from './connection-draft.ts';

/** What is new of one connection. */
export interface ConnectionPart extends Omit<NewContent, 'rowChanged'> {
	draft: ConnectionDraft;
	/** The connection's row and its session's, when they changed. */
	connection: ConnectionColumns | null;
	session: (SessionKey & { id: string }) | null;
	/** Made of builders and blobs by {@link packPart}. */
	chunks: FrameChunk[];
	blobParts: BlobPart[];
	/** Totals with these chunks; null when there are none. */
	stat: StatColumns | null;
}

/** What is new of a connection since the last time, see `ConnectionDraft.take`. */
export function takePart(draft: ConnectionDraft, everything: boolean): ConnectionPart {
	const { rowChanged, ...content } = draft.take(everything);
	return {
		...content,
		draft,
		connection: rowChanged ? connectionColumns(draft) : null,
		session: rowChanged ? draft.session : null,
		chunks: [],
		blobParts: [],
		stat: null,
	};
}

/** What one transaction stores. */
export interface Batch {
	/** Counts up within a writer. */
	number: number;
	parts: ConnectionPart[];
}

/** So much payload goes into one transaction. */
const MAX_BATCH_BYTES = 8 * 1024 * 1024;
const MAX_BATCH_PARTS = 500;

/** Cuts parts into batches of bounded size; what is of one connection stays in order. */
export function cutIntoBatches(parts: readonly ConnectionPart[]): ConnectionPart[][] {
	const batches: ConnectionPart[][] = [];
	let current: ConnectionPart[] = [];
	let bytes = 0;
	for (const part of parts.flatMap(cutPart)) {
		current.push(part);
		bytes += part.bytes;
		if (bytes < MAX_BATCH_BYTES && current.length < MAX_BATCH_PARTS) continue;
		batches.push(current);
		current = [];
		bytes = 0;
	}
	if (current.length > 0) batches.push(current);
	return batches;
}

/** Each piece has some of the builders; the first one has everything else, so that a payload is there before its frame. */
function cutPart(part: ConnectionPart): ConnectionPart[] {
	const pieces: ConnectionPart[] = [{ ...part, builders: [] }];
	let bytes = 0;
	for (const builder of part.builders) {
		if (bytes >= MAX_BATCH_BYTES) {
			const empty = { connection: null, session: null, builders: [], blobs: [], http: [], chunks: [], blobParts: [] };
			pieces.push({ draft: part.draft, ...empty, stat: null, frames: 0, bytes: 0 });
			bytes = 0;
		}
		pieces.at(-1)?.builders.push(builder);
		bytes += builder.bodyBytes;
	}
	for (const piece of pieces) {
		piece.frames = piece.builders.reduce((sum, builder) => sum + builder.frames, 0);
		piece.bytes = contentBytes(piece);
	}
	return pieces;
}

/** Compresses; lets other work of the process go on between chunks (each takes 1 to 3 ms). */
export async function packPart(part: ConnectionPart, zstd: Zstd): Promise<void> {
	for (const builder of part.builders) {
		const chunk = builder.seal(zstd);
		part.chunks.push(chunk);
		part.stat = part.draft.count(chunk);
		await nextTurn();
	}
	for (const { seq, payload } of part.blobs) {
		for (let at = 0, index = 0; at < payload.byteLength; at += BLOB_PART_BYTES, index++) {
			const { codec, body } = compressWith(zstd, payload.subarray(at, at + BLOB_PART_BYTES));
			part.blobParts.push({ connectionId: part.draft.opened.id, seq, part: index, codec, data: body });
			await nextTurn();
		}
	}
	part.builders = [];
	part.blobs = [];
}
