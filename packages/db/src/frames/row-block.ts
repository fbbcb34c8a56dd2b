import {
	type DecodedMessage,
	type HandshakeFacts,
	type Message,
	MessageDecoder,
	MessageStream,
	pairExchanges,
	type RecordedConnection,
} from '@refrain/traffic';
import type { ChunkReader, ReadFrame } from './chunk-reader.ts';
import { SPILLED_BYTES } from './frame-head.ts';
import type { MessageRow } from './message-row.ts';

/**
 * Rows are decoded and paired in blocks with fixed borders, each with the rows of the block before as its past, so that a
 * row says the same on whatever page it is shown. An answer that comes more than a block later than its request is not
 * paired here; reports pair whole connections.
 */
export const BLOCK_ROWS = 1024;
const LOOK_BEHIND_ROWS = 1024;

/** Chunks beyond the block that are read for the last fragments of its messages. */
const MAX_EXTRA_CHUNKS = 16;

/** When a block's payloads are longer than this, the long ones among the rest are decoded by their start alone. */
const DECODE_BUDGET_BYTES = 16 * 1024 * 1024;

const NO_BYTES = new Uint8Array();

export interface RowBlock {
	rows: MessageRow[];
	/** False while a message of it is unfinished or rows may still follow. */
	complete: boolean;
}

/** Reads, decodes and pairs block number `block` of a connection. */
export async function readRowBlock(reader: ChunkReader, facts: HandshakeFacts, block: number): Promise<RowBlock> {
	const end = (block + 1) * BLOCK_ROWS;
	const start = Math.max(0, block * BLOCK_ROWS - LOOK_BEHIND_ROWS);
	const seq = start === 0 ? 0 : await reader.seqOfRow(start);
	if (seq === null) return { rows: [], complete: false };
	const window = new RowWindow(start, facts);
	let extraChunks = 0;
	for await (const { frames } of reader.fromSeq(seq)) {
		for (const frame of frames) {
			// Only the fragments of what began before the end are still of interest.
			if (window.next >= end && !window.hasOpen(end)) break;
			window.add(frame);
		}
		if (window.next >= end && (!window.hasOpen(end) || ++extraChunks > MAX_EXTRA_CHUNKS)) break;
	}
	const rows = window.finish().filter(({ n }) => n >= block * BLOCK_ROWS && n < end);
	return { rows, complete: rows.length === BLOCK_ROWS && rows.every(({ incomplete }) => !incomplete) };
}

type Sender = 'client' | 'server';

/** A run of rows from row number `start` on. */
class RowWindow {
	readonly #stream = new MessageStream();
	readonly #decoder: MessageDecoder;
	readonly #start: number;
	readonly #messages: Message[] = [];
	readonly #decoded: DecodedMessage[] = [];
	readonly #payloadBytes: number[] = [];
	/** Of the data message that is arriving from each sender: its row and its bytes so far. */
	readonly #open: Record<Sender, { row: number; bytes: number } | null> = { client: null, server: null };
	#budget = DECODE_BUDGET_BYTES;
	/** Number of the next row. */
	next: number;

	constructor(start: number, facts: HandshakeFacts) {
		this.#start = start;
		this.next = start;
		this.#decoder = new MessageDecoder(facts);
	}

	/** True while a message that began before row `end` is unfinished. */
	hasOpen(end: number): boolean {
		return [this.#open.client, this.#open.server].some((open) => open !== null && open.row < end);
	}

	add({ frame, payload, payloadBytes, rowStart }: ReadFrame): void {
		const { sender, opcode, fin } = frame;
		const open = this.#open[sender];
		// A fragment of a message that began before this window.
		if (opcode === 0 && open === null && !rowStart) return;
		const isData = opcode <= 2;
		const bytes = isData && !rowStart ? (open?.bytes ?? 0) + payloadBytes : payloadBytes;
		const completed = this.#stream.push({ ...frame, payload });
		for (const message of completed) this.#keep(message, message.incomplete ? (open?.bytes ?? 0) : bytes);
		if (isData) this.#open[sender] = fin ? null : { row: rowStart ? this.next : (open?.row ?? this.next), bytes };
		if (rowStart) this.next++;
	}

	finish(): MessageRow[] {
		const { client, server } = this.#open;
		for (const message of this.#stream.end()) {
			const open = message.sender === 'client' ? client : server;
			this.#keep(message, open?.bytes ?? message.payload.byteLength);
		}
		return toRows(this.#messages, this.#decoded, this.#payloadBytes).map((row) => ({
			...row,
			n: row.n + this.#start,
			answers: row.answers === null ? null : row.answers + this.#start,
			answeredBy: row.answeredBy === null ? null : row.answeredBy + this.#start,
		}));
	}

	/** Decodes the message and lets go of its payload: a block may be large. */
	#keep(message: Message, payloadBytes: number): void {
		const { payload } = message;
		const tooLong = payload.byteLength > this.#budget && payload.byteLength > SPILLED_BYTES;
		const decoded = this.#decoder.decode(
			tooLong ? { ...message, payload: payload.subarray(0, SPILLED_BYTES) } : message,
		);
		if (!tooLong) this.#budget -= payload.byteLength;
		this.#messages[message.n] = { ...message, payload: NO_BYTES };
		this.#decoded[message.n] = { ...decoded, value: null };
		this.#payloadBytes[message.n] = payloadBytes;
	}
}

interface Paired {
	answers: number | null;
	answeredBy: number | null;
	rule: string;
}

function toRows(
	messages: readonly Message[],
	decoded: readonly DecodedMessage[],
	payloadBytes: readonly number[],
): MessageRow[] {
	const paired = pairRows(messages, decoded);
	return messages.map((message, index) => {
		const { payload: _, ...facts } = message;
		const { decoder, kind, channel, correlationId, preview, error } = decoded[index] as DecodedMessage;
		const { answers = null, answeredBy = null, rule = null } = paired.get(message.n) ?? {};
		const request = answers === null ? undefined : messages[answers];
		const latencyUs = request === undefined ? null : message.atUs - request.atUs;
		return {
			...facts,
			payloadBytes: payloadBytes[index] as number,
			decoder,
			kind,
			channel,
			correlationId,
			preview,
			error,
			answers,
			latencyUs,
			answeredBy,
			pairedBy: rule,
		};
	});
}

function pairRows(messages: readonly Message[], decoded: readonly DecodedMessage[]): Map<number, Paired> {
	const paired = new Map<number, Paired>();
	const nothingBeside = { connection: { handshake: null }, frames: [], http: [] } as unknown as RecordedConnection;
	for (const { request, responses, rule } of pairExchanges(nothingBeside, { messages, decoded })) {
		if (request !== null) paired.set(request, { answers: null, answeredBy: responses[0] ?? null, rule });
		for (const response of responses) paired.set(response, { answers: request, answeredBy: null, rule });
	}
	return paired;
}
