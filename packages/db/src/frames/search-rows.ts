import type { MessageType, Sender } from '@refrain/traffic';
import type { ChunkReader, ReadChunk, ReadFrame } from './chunk-reader.ts';
import { textMatcher } from './text-matcher.ts';

/** Which rows are looked for; all conditions given must hold. */
export interface RowFilter {
	sender?: Sender;
	types?: readonly MessageType[];
	/** Anywhere in the payload, whatever its case; `0x0a1b` finds bytes. */
	text?: string;
}

/** A row that a scan went past. */
export interface ScannedRow {
	n: number;
	hit: boolean;
}

interface OpenRow {
	n: number;
	parts: Uint8Array[];
	wanted: boolean;
}

const TYPES: Readonly<Record<number, MessageType>> = {
	0: 'binary',
	1: 'text',
	2: 'binary',
	8: 'close',
	9: 'ping',
	10: 'pong',
};

/** So many finished rows wait for an unfinished one before them. */
const MAX_HELD_ROWS = 65_536;

/**
 * Goes through the rows of a connection from row `from` on and tells in their order which ones the filter lets through,
 * one list for each chunk. Reads payloads as they are stored: every byte counts.
 */
export async function* scanRows(reader: ChunkReader, filter: RowFilter, from: number): AsyncGenerator<ScannedRow[]> {
	const seq = from === 0 ? 0 : await reader.seqOfRow(from);
	if (seq === null) return;
	const scan = new RowScan(reader, filter);
	let held: ScannedRow[] = [];
	for await (const chunk of reader.fromSeq(seq)) {
		held.push(...(await scan.chunk(chunk)).filter(({ n }) => n >= from));
		held.sort((a, b) => a.n - b.n);
		const before = held.length > MAX_HELD_ROWS ? Number.POSITIVE_INFINITY : scan.firstOpen;
		const ready = held.filter(({ n }) => n < before);
		held = held.filter(({ n }) => n >= before);
		yield ready;
	}
	yield [...held, ...scan.end()].sort((a, b) => a.n - b.n);
}

class RowScan {
	readonly #reader: ChunkReader;
	readonly #filter: RowFilter;
	readonly #matches: (payload: Uint8Array) => boolean;
	readonly #needsPayload: boolean;
	readonly #open: Record<Sender, OpenRow | null> = { client: null, server: null };

	constructor(reader: ChunkReader, filter: RowFilter) {
		const matcher = textMatcher(filter.text ?? '');
		this.#reader = reader;
		this.#filter = filter;
		this.#needsPayload = matcher !== null;
		this.#matches = (payload) => matcher?.matches(payload) ?? true;
	}

	/** Number of the first row that is unfinished. */
	get firstOpen(): number {
		const { client, server } = this.#open;
		return Math.min(client?.n ?? Number.POSITIVE_INFINITY, server?.n ?? Number.POSITIVE_INFINITY);
	}

	async chunk({ firstRow, frames, body }: ReadChunk): Promise<ScannedRow[]> {
		// One look at all payloads of the chunk at once spares a look at each.
		const isPlain = this.#needsPayload && frames.every(({ spilled, frame }) => !spilled && frame.fin);
		const none = isPlain && !this.#open.client && !this.#open.server && !this.#matches(body);
		const scanned: ScannedRow[] = [];
		let n = firstRow;
		for (const frame of frames) {
			if (none) {
				if (frame.rowStart) scanned.push({ n: n++, hit: false });
				continue;
			}
			scanned.push(...(await this.#frame(frame, n)));
			if (frame.rowStart) n++;
		}
		return scanned;
	}

	/** Rows that the connection's end leaves unfinished. */
	end(): ScannedRow[] {
		return (['client', 'server'] as const).flatMap((sender) => this.#close(sender));
	}

	async #frame(read: ReadFrame, n: number): Promise<ScannedRow[]> {
		const { frame, rowStart } = read;
		const payload = this.#needsPayload ? (await this.#reader.whole(read)).payload : read.payload;
		if (frame.opcode > 2) {
			if (!rowStart) return [];
			return [{ n, hit: this.#wants(frame.sender, frame.opcode) && this.#matches(payload) }];
		}
		const cutOff = rowStart ? this.#close(frame.sender) : [];
		if (rowStart) this.#open[frame.sender] = { n, parts: [], wanted: this.#wants(frame.sender, frame.opcode) };
		const open = this.#open[frame.sender];
		// A fragment of a row before the first one asked for.
		if (open === null) return cutOff;
		if (this.#needsPayload && open.wanted) open.parts.push(payload);
		return frame.fin ? [...cutOff, ...this.#close(frame.sender)] : cutOff;
	}

	#close(sender: Sender): ScannedRow[] {
		const open = this.#open[sender];
		this.#open[sender] = null;
		if (open === null) return [];
		const [first, ...more] = open.parts;
		const payload = more.length === 0 ? (first ?? new Uint8Array()) : Buffer.concat(open.parts);
		return [{ n: open.n, hit: open.wanted && this.#matches(payload) }];
	}

	#wants(sender: Sender, opcode: number): boolean {
		const type = TYPES[opcode];
		const { sender: wanted, types } = this.#filter;
		return (
			type !== undefined && (wanted === undefined || wanted === sender) && (types === undefined || types.includes(type))
		);
	}
}
