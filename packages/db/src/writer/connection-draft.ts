import {
	type CloseInfo,
	type ConnectionOpened,
	type DecodedMessage,
	decodeMessage,
	type Frame,
	findSession,
	type Handshake,
	type HttpExchange,
	MessageStream,
	type SessionKey,
	type Violation,
} from '@refrain/traffic';
import { ChunkBuilder, type FrameChunk, storedPayload } from '../frames/chunk-builder.ts';
import { RowStarts } from '../frames/row-starts.ts';
import { sessionId } from '../ids.ts';
import { boundBodies } from '../json-columns.ts';

/** A peer that breaks rules all the time fills no table. */
const MAX_VIOLATIONS = 100;

/** The session rule looks into the first message of the client, unless it is longer than this. */
const MAX_FIRST_MESSAGE_BYTES = 1024 * 1024;

/** A payload that is kept apart. */
export interface PendingBlob {
	seq: number;
	payload: Uint8Array;
}

/** A row of `connection_stat`. */
export interface StatColumns {
	connectionId: string;
	frames: number;
	clientRows: number;
	serverRows: number;
	clientBytes: number;
	serverBytes: number;
	wireBytes: number;
	firstUs: number | null;
	lastUs: number;
}

/** What of a connection is not stored yet. */
export interface NewContent {
	/** The connection's row is new or changed. */
	rowChanged: boolean;
	builders: ChunkBuilder[];
	blobs: PendingBlob[];
	http: HttpExchange[];
	frames: number;
	/** Of memory. */
	bytes: number;
}

/** What a frame takes in memory beside its payload. */
const FRAME_BYTES = 32;

/** What is known of a connection that is being recorded, and what of it is not stored yet. */
export class ConnectionDraft {
	readonly opened: ConnectionOpened;
	handshake: Handshake | null = null;
	close: CloseInfo | null = null;
	closedAtUs: number | null = null;
	droppedFrames = 0;
	readonly violations: Violation[] = [];
	/** Set when the database refused it for good: nothing of it can be stored any more. */
	refused = false;

	#session: SessionKey;
	#firstRequest: HttpExchange['request'] | null = null;
	#firstMessage: DecodedMessage | null = null;
	#firstMessageStream: MessageStream | null = new MessageStream();
	readonly #rowStarts = new RowStarts();
	#rows = 0;
	#builders: ChunkBuilder[] = [];
	/** Of the chunk before: the next one of a busy connection will be as large. */
	#lastSize: { frames: number; bodyBytes: number } | undefined;
	#blobs: PendingBlob[] = [];
	#http: HttpExchange[] = [];
	#rowChanged = true;
	readonly #stat: StatColumns;

	constructor(opened: ConnectionOpened) {
		this.opened = opened;
		this.#session = this.#findSession();
		this.#stat = {
			connectionId: opened.id,
			frames: 0,
			clientRows: 0,
			serverRows: 0,
			clientBytes: 0,
			serverBytes: 0,
			wireBytes: 0,
			firstUs: null,
			lastUs: 0,
		};
	}

	get session(): SessionKey & { id: string } {
		return { ...this.#session, id: sessionId(this.opened.recordingId, this.#session.key) };
	}

	/** Of the chunks made so far. */
	get total(): Readonly<StatColumns> {
		return this.#stat;
	}

	/** A handshake tells a WebSocket apart, whatever capture took the connection for when it opened. */
	get kind(): 'websocket' | 'http' {
		return this.handshake === null ? this.opened.kind : 'websocket';
	}

	get request(): HttpExchange['request'] | null {
		return this.handshake?.request ?? this.#firstRequest;
	}

	setHandshake(handshake: Handshake): void {
		this.handshake = handshake;
		this.#session = this.#findSession();
		this.#rowChanged = true;
	}

	/** @returns bytes of memory that it takes */
	addHttp(exchange: HttpExchange): number {
		if (this.#firstRequest === null) {
			this.#firstRequest = exchange.request;
			this.#session = this.#findSession();
			this.#rowChanged = true;
		}
		const bounded = boundBodies(exchange);
		this.#http.push(bounded);
		return bounded.requestBody.byteLength + bounded.responseBody.byteLength;
	}

	addViolation(violation: Violation): void {
		if (this.violations.length >= MAX_VIOLATIONS) return;
		this.violations.push(violation);
		this.#rowChanged = true;
	}

	/** @returns bytes of memory that it takes, and of the chunk that it made full */
	addFrame(frame: Frame): { bytes: number; fullBytes: number } {
		const rowStart = this.#rowStarts.isRowStart(frame);
		let builder = this.#builders.at(-1);
		if (builder === undefined || builder.isFull || !builder.accepts(frame)) {
			if (builder !== undefined) this.#lastSize = { frames: builder.frames, bodyBytes: builder.bodyBytes };
			builder = new ChunkBuilder(this.#rows, this.#lastSize);
			this.#builders.push(builder);
		}
		const stored = storedPayload(frame.payload);
		builder.add(frame, stored, rowStart);
		if (stored.spilled) this.#blobs.push({ seq: frame.seq, payload: Buffer.from(frame.payload) });
		if (rowStart) this.#rows++;
		this.#lookForFirstMessage(frame);
		const bytes = FRAME_BYTES + stored.body.byteLength + (stored.spilled ? stored.bytes : 0);
		return { bytes, fullBytes: builder.isFull ? contentBytes({ builders: [builder], blobs: [], http: [] }) : 0 };
	}

	dropFrame(): void {
		this.droppedFrames++;
		this.#rowChanged = true;
	}

	setClose(close: CloseInfo, atUs: number): void {
		this.close = close;
		this.closedAtUs = atUs;
		this.#rowChanged = true;
	}

	/**
	 * What is not stored yet; from now on it is the caller's to store.
	 * @param everything false: a chunk that is not full stays, to be filled
	 */
	take(everything: boolean): NewContent {
		const last = this.#builders.at(-1);
		const stays = last !== undefined && !everything && !last.isFull;
		const builders = stays ? this.#builders.slice(0, -1) : this.#builders;
		const [blobs, http] = [this.#blobs, this.#http];
		const content: NewContent = {
			rowChanged: this.#rowChanged,
			builders,
			blobs,
			http,
			frames: builders.reduce((sum, builder) => sum + builder.frames, 0),
			bytes: contentBytes({ builders, blobs, http }),
		};
		if (last !== undefined) this.#lastSize = { frames: last.frames, bodyBytes: last.bodyBytes };
		this.#rowChanged = false;
		this.#builders = stays ? [last] : [];
		this.#blobs = [];
		this.#http = [];
		return content;
	}

	/** False when everything was taken. */
	get hasMore(): boolean {
		return this.#builders.length > 0;
	}

	/** Adds a chunk to the totals. */
	count(chunk: FrameChunk): StatColumns {
		const stat = this.#stat;
		const [clientRows, serverRows] = rowsOf(chunk);
		stat.frames += chunk.frames;
		stat.clientRows += clientRows;
		stat.serverRows += serverRows;
		stat.clientBytes += chunk.clientBytes;
		stat.serverBytes += chunk.serverBytes;
		stat.wireBytes += chunk.wireBytes;
		stat.firstUs ??= chunk.firstUs;
		stat.lastUs = Math.max(stat.lastUs, chunk.lastUs);
		return { ...stat };
	}

	#lookForFirstMessage(frame: Frame): void {
		const stream = this.#firstMessageStream;
		if (stream === null || frame.sender !== 'client') return;
		if (frame.payload.byteLength > MAX_FIRST_MESSAGE_BYTES) {
			this.#firstMessageStream = null;
			return;
		}
		const message = stream.push(frame).find(({ type }) => type === 'text' || type === 'binary');
		if (message === undefined) return;
		this.#firstMessageStream = null;
		const { subprotocol = null } = this.handshake ?? {};
		this.#firstMessage = decodeMessage(message, { subprotocol, path: this.request?.target ?? '' });
		const session = this.#findSession();
		if (session.key === this.#session.key) return;
		this.#session = session;
		this.#rowChanged = true;
	}

	#findSession(): SessionKey {
		const { clientAddress } = this.opened;
		const connection = { clientAddress, path: this.request?.target ?? '' };
		const requestHeaders = this.request?.headers ?? [];
		return findSession({ connection, requestHeaders, firstMessage: this.#firstMessage });
	}
}

/** As `addFrame` and `addHttp` count. */
export function contentBytes({ builders, blobs, http }: Pick<NewContent, 'builders' | 'blobs' | 'http'>): number {
	const ofBuilders = builders.reduce((sum, { bodyBytes, frames }) => sum + bodyBytes + frames * FRAME_BYTES, 0);
	const ofBlobs = blobs.reduce((sum, { payload }) => sum + payload.byteLength, 0);
	return http.reduce(
		(sum, { requestBody, responseBody }) => sum + requestBody.byteLength + responseBody.byteLength,
		ofBuilders + ofBlobs,
	);
}

/** Rows of the client and of the server: all counters but `other`, which comes last. */
function rowsOf({ counts }: FrameChunk): [client: number, server: number] {
	const half = counts.length / 2;
	const sum = (from: number) => counts.slice(from, from + half - 1).reduce((total, count) => total + count, 0);
	return [sum(0), sum(half)];
}
