import type { Frame, HandshakeFacts, MessageType, Sender } from '@refrain/traffic';
import type pg from 'pg';
import { DbError, found } from '../db-error.ts';
import { isUuid } from '../ids.ts';
import { rows } from '../sql.ts';
import { BlockCache } from './block-cache.ts';
import { COUNTERS } from './chunk-builder.ts';
import { ChunkReader } from './chunk-reader.ts';
import type { FrameFacts } from './frame-head.ts';
import { countRows, type Histogram } from './histogram.ts';
import type { MessageRow } from './message-row.ts';
import { BLOCK_ROWS, readRowBlock } from './row-block.ts';
import { type RowFilter, scanRows } from './search-rows.ts';
import { kindMatcher } from './text-matcher.ts';

/** A row with everything that crossed the wire for it. */
export interface WholeMessage extends MessageRow {
	payload: Uint8Array;
	/** Its frames, without their payloads. */
	wire: FrameFacts[];
}

export interface FrameFilter extends RowFilter {
	/** Part of the kind, whatever its case; with `*` as wildcard the whole kind. */
	kind?: string;
}

export interface SearchPage {
	/** In their order. */
	rows: MessageRow[];
	/** Rows looked at by this call. */
	scanned: number;
	/** Rows of the connection. */
	total: number;
	/** True when the end was reached. */
	done: boolean;
	/** Where to go on. */
	nextFrom: number;
}

/** Most rows of a page. */
export const MAX_PAGE_ROWS = 500;

/** A call looks at this many rows at most, so that it ends; with a kind each of them must be decoded. */
const MAX_SCANNED_ROWS = 200_000;
const MAX_DECODED_ROWS = 20_000;

interface ConnectionHead extends HandshakeFacts {
	rows: number;
	frames: number;
}

/**
 * Frames and the rows they make. A row is a message or a control frame; rows are numbered from 0 by their first frame, as
 * `Message.n`.
 */
export class Frames {
	readonly #pool: pg.Pool;
	readonly #blocks = new BlockCache();

	constructor(pool: pg.Pool) {
		this.#pool = pool;
	}

	/** `count` rows from row `from` on; `total` is the number of rows of the connection. */
	async page(
		connectionId: string,
		{ from, count }: { from: number; count: number },
	): Promise<{ total: number; rows: MessageRow[] }> {
		const head = await this.#head(connectionId);
		const first = Math.max(0, Math.trunc(from));
		const end = Math.min(head.rows, first + Math.min(count, MAX_PAGE_ROWS));
		const page: MessageRow[] = [];
		for (let block = Math.floor(first / BLOCK_ROWS); block * BLOCK_ROWS < end; block++)
			page.push(...(await this.#block(connectionId, head, block)).filter(({ n }) => n >= first && n < end));
		return { total: head.rows, rows: page };
	}

	/** One row with its payload; null when there is none with this number. */
	async byNumber(connectionId: string, n: number): Promise<WholeMessage | null> {
		const { rows: page } = await this.page(connectionId, { from: n, count: 1 });
		const row = page.find((candidate) => candidate.n === n);
		if (row === undefined) return null;
		const frames = await this.#framesOf(connectionId, row);
		return {
			...row,
			payload: frames.length === 1 ? (frames[0] as Frame).payload : Buffer.concat(frames.map(({ payload }) => payload)),
			wire: frames.map(({ payload: _, ...facts }) => facts),
		};
	}

	/** The frames of a connection in order, both ends included, streaming. */
	async *load(
		connectionId: string,
		{ fromSeq = 0, toSeq = Number.MAX_SAFE_INTEGER }: { fromSeq?: number; toSeq?: number } = {},
	): AsyncGenerator<Frame> {
		const reader = new ChunkReader(this.#pool, connectionId);
		for await (const { frames } of reader.fromSeq(fromSeq)) {
			for (const read of frames) {
				if (read.frame.seq > toSeq) return;
				yield read.spilled ? await reader.whole(read) : { ...read.frame, payload: read.payload };
			}
		}
	}

	/** Rows by sender and type, from counters. */
	async count(connectionId: string, { sender, type }: { sender?: Sender; type?: MessageType } = {}): Promise<number> {
		const senders = sender === undefined ? ['client', 'server'] : [sender];
		const types = type === undefined ? COUNTERS.filter((counter) => counter !== 'other') : [type];
		const sum = senders.flatMap((who) => types.map((what) => `${who}_${what}`)).join(' + ');
		const [counted] = await rows<{ count: number }>(
			this.#pool,
			`select coalesce(sum(${sum}), 0)::bigint as count from frame_chunk where connection_id = $1`,
			[connectionId],
		);
		return counted?.count ?? 0;
	}

	/** Rows over time, of a connection or a whole recording; both ends are included. */
	async histogram(of: {
		recordingId?: string;
		connectionId?: string;
		fromUs: number;
		toUs: number;
		buckets: number;
	}): Promise<Histogram> {
		const { recordingId, connectionId, fromUs, toUs } = of;
		const buckets = Math.max(1, Math.trunc(of.buckets));
		const whose =
			connectionId === undefined
				? 'f.connection_id in (select id from connection where recording_id = $1)'
				: 'f.connection_id = $1';
		const counted = await countRows(this.#pool, {
			from: `from frame_chunk f where ${whose} and f.first_us <= $3::bigint and f.last_us >= $2::bigint`,
			fromUs: '$2::bigint',
			toUs: '$3::bigint',
			values: [connectionId ?? recordingId ?? null, fromUs, toUs],
			buckets,
		});
		const empty = () => new Array<number>(buckets).fill(0);
		const histogram = { bucketUs: (toUs - fromUs + 1) / buckets, client: empty(), server: empty() };
		for (const { bucket, client, server } of counted) {
			histogram.client[bucket] = (histogram.client[bucket] ?? 0) + client;
			histogram.server[bucket] = (histogram.server[bucket] ?? 0) + server;
		}
		return histogram;
	}

	/** Rows of each connection over its own life, in `buckets` parts from its first frame to its last. */
	async sparklines(ids: readonly string[], buckets: number): Promise<Record<string, number[]>> {
		const lines = Object.fromEntries(ids.map((id) => [id, new Array<number>(buckets).fill(0)]));
		const counted = await countRows(this.#pool, {
			from: `from frame_chunk f join connection_stat s on s.connection_id = f.connection_id where f.connection_id = any($1)`,
			fromUs: 's.first_us',
			toUs: 's.last_us',
			values: [ids],
			buckets,
		});
		for (const { connectionId, bucket, client, server } of counted) {
			const line = lines[connectionId];
			if (line) line[bucket] = (line[bucket] ?? 0) + client + server;
		}
		return lines;
	}

	/** Rows that a filter lets through, from row `from` on. Looks at every byte of the payloads; stops at `count` rows. */
	async search(
		connectionId: string,
		{ kind = '', from = 0, count, ...filter }: FrameFilter & { from?: number; count: number },
	): Promise<SearchPage> {
		const head = await this.#head(connectionId);
		const matchesKind = kind === '' ? () => true : kindMatcher(kind);
		const limit = kind === '' ? MAX_SCANNED_ROWS : MAX_DECODED_ROWS;
		const page: SearchPage = { rows: [], scanned: 0, total: head.rows, done: false, nextFrom: from };
		for await (const scanned of scanRows(new ChunkReader(this.#pool, connectionId), filter, from)) {
			for (const { n, hit } of scanned) {
				page.scanned++;
				page.nextFrom = n + 1;
				if (!hit) continue;
				const row = await this.#row(connectionId, head, n);
				if (row === undefined || !matchesKind(row.kind)) continue;
				page.rows.push(row);
				if (page.rows.length >= count) return page;
			}
			if (page.scanned >= limit) return page;
		}
		return { ...page, done: true };
	}

	async #row(connectionId: string, head: ConnectionHead, n: number): Promise<MessageRow | undefined> {
		const block = await this.#block(connectionId, head, Math.floor(n / BLOCK_ROWS));
		return block.find((row) => row.n === n);
	}

	async #block(connectionId: string, head: ConnectionHead, block: number): Promise<MessageRow[]> {
		const read = () => readRowBlock(new ChunkReader(this.#pool, connectionId), head, block);
		return (await this.#blocks.get(`${connectionId}:${block}`, head.frames, read)).rows;
	}

	async #head(connectionId: string): Promise<ConnectionHead> {
		if (!isUuid(connectionId))
			throw new DbError('not-found', `There is no connection ${connectionId}.`, { connectionId });
		const [head] = await rows<ConnectionHead>(
			this.#pool,
			`select c.path, c.subprotocol, coalesce(s.client_rows + s.server_rows, 0) as rows, coalesce(s.frames, 0) as frames
			from connection c left join connection_stat s on s.connection_id = c.id where c.id = $1`,
			[connectionId],
		);
		return found(head, 'connection', connectionId);
	}

	/** The frames of one message: of its sender, and without the control frames between its fragments. */
	async #framesOf(connectionId: string, { firstSeq, lastSeq, sender, type }: MessageRow): Promise<Frame[]> {
		const isControl = type !== 'text' && type !== 'binary';
		const frames: Frame[] = [];
		for await (const frame of this.load(connectionId, { fromSeq: firstSeq, toSeq: lastSeq }))
			if (frame.sender === sender && (isControl || frame.opcode <= 2)) frames.push(frame);
		return frames;
	}
}
