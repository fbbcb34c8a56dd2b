import { type CloseInfo, ConversationDecoder, type ConversationEvent, type Sender } from '@refrain/protocol';
import type { ConnectionOpened, RecordingSink } from '@refrain/traffic';
import type { EndKind, LinkFacts, RecorderStats } from './recorder.ts';

/** What is kept of overlong things; the traffic itself has no limit. */
export interface DecodeLimits {
	/** A message that inflates to more is kept as its compressed bytes, with a violation. */
	maxMessageBytes?: number;
	/** Longer HTTP bodies are cut in the recording. */
	maxBodyBytes?: number;
	/** Longer frame payloads are cut in the recording. */
	maxFramePayloadBytes?: number;
}

export interface RecordingContext {
	sink: RecordingSink;
	recordingId: string;
	newId: () => string;
	limits: DecodeLimits;
	stats: RecorderStats;
}

/** A connection that capture stopped watching while TCP was open. */
const UNWATCHED: CloseInfo = { code: null, reason: '', by: 'none', frame: false, tcp: 'open' };

/**
 * Decodes one TCP connection and tells the sink. One TCP connection may give several recorded ones: an HTTP connection with its
 * requests, and one WebSocket connection for each upgrade that was asked for (a refused one may be followed by another).
 */
export class LinkRecording {
	readonly #context: RecordingContext;
	readonly #facts: LinkFacts;
	readonly #decoder: ConversationDecoder;
	#httpId: string | null = null;
	#websocketId: string | null = null;
	/** No more is decoded: the connection ended, or a part of it is missing. */
	#done = false;

	constructor(facts: LinkFacts, context: RecordingContext) {
		this.#facts = facts;
		this.#context = context;
		const frames = context.sink.wire === undefined ? 'decode' : 'scan';
		this.#decoder = new ConversationDecoder({ ...context.limits, frames });
	}

	bytes(sender: Sender, chunk: Uint8Array, atUs: number): void {
		if (this.#done) return;
		this.#guard(() => this.#tell(this.#decoder.push(sender, chunk, atUs), atUs), { sender, atUs, bytes: chunk.length });
	}

	ended(sender: Sender, how: EndKind, atUs: number): void {
		if (this.#done) return;
		this.#guard(() => this.#tell(this.#decoder.end(sender, how, atUs), atUs), { sender, atUs, bytes: 0 });
	}

	/** The recording stops while the connection is open. */
	stop(atUs: number): void {
		if (this.#done) return;
		this.#guard(() => this.#tell(this.#decoder.stop(atUs), atUs), { sender: 'client', atUs, bytes: 0 });
		this.#close(UNWATCHED, atUs);
	}

	/** Bytes of `sender` are missing from here on: without them neither frames nor compression can be followed any further. */
	gap(sender: Sender, why: string, atUs: number): void {
		if (this.#done) return;
		this.#done = true;
		this.#context.stats.gaps++;
		const id = this.#websocketId ?? this.#httpId ?? this.#openHttp(atUs);
		this.#context.stats.violations++;
		this.#context.sink.violation(id, {
			code: 'recording-gap',
			section: 'Refrain',
			message: `The recording of this connection ends here: ${why}. The traffic itself was relayed unharmed.`,
			sender,
			atUs,
			offset: 0,
			bytes: new Uint8Array(0),
		});
		this.#closeOpen(UNWATCHED, atUs);
	}

	/** A fault of Refrain must cost this connection's recording at most, never the traffic or another connection. */
	#guard(work: () => void, at: { sender: Sender; atUs: number; bytes: number }): void {
		try {
			work();
		} catch (error) {
			const { stats } = this.#context;
			stats.errors++;
			stats.firstError ??= error instanceof Error ? (error.stack ?? error.message) : String(error);
			stats.droppedBytes += at.bytes;
			try {
				this.gap(at.sender, 'a fault in Refrain broke the decoding', at.atUs);
			} catch {
				// The sink itself is broken: there is nobody left to tell but the statistics.
			}
			this.#done = true;
		}
	}

	#tell(events: readonly ConversationEvent[], atUs: number): void {
		for (const event of events) this.#tellOne(event, atUs);
	}

	#tellOne(event: ConversationEvent, atUs: number): void {
		const { sink, stats } = this.#context;
		switch (event.type) {
			case 'frame': {
				stats.frames++;
				if (event.frame.opcode !== 0) stats.messages++;
				sink.frame(this.#websocketId ?? this.#openWebsocket(event.frame.atUs), event.frame);
				return;
			}
			case 'wire':
				stats.frames += event.piece.frames;
				stats.messages += event.messages;
				stats.violations += event.violations;
				sink.wire?.(this.#websocketId ?? this.#openWebsocket(event.piece.atUs), event.piece);
				return;
			case 'handshake-request':
				// A refused upgrade on the same TCP connection is a WebSocket connection of its own, which ends here.
				if (this.#websocketId !== null) sink.close(this.#websocketId, UNWATCHED, event.atUs);
				this.#openWebsocket(event.atUs);
				return;
			case 'handshake':
				sink.handshake(this.#websocketId ?? this.#openWebsocket(event.handshake.requestAtUs), event.handshake);
				return;
			case 'http-request':
				if (this.#httpId === null) this.#openHttp(event.exchange.requestAtUs);
				return;
			case 'http':
				stats.httpExchanges++;
				sink.http(this.#httpId ?? this.#openHttp(event.exchange.requestAtUs), event.exchange);
				return;
			case 'violation':
				stats.violations++;
				sink.violation(this.#websocketId ?? this.#httpId ?? this.#openHttp(atUs), event.violation);
				return;
			case 'closed':
				this.#close(event.close, event.atUs);
				return;
		}
	}

	#close(close: CloseInfo, atUs: number): void {
		this.#done = true;
		this.#closeOpen(close, atUs);
	}

	#closeOpen(close: CloseInfo, atUs: number): void {
		if (this.#websocketId !== null) this.#context.sink.close(this.#websocketId, close, atUs);
		if (this.#httpId !== null) this.#context.sink.close(this.#httpId, close, atUs);
		this.#websocketId = null;
		this.#httpId = null;
	}

	#openWebsocket(openedAtUs: number): string {
		this.#context.stats.websockets++;
		this.#websocketId = this.#open('websocket', openedAtUs);
		return this.#websocketId;
	}

	#openHttp(openedAtUs: number): string {
		this.#context.stats.httpConnections++;
		this.#httpId = this.#open('http', openedAtUs);
		return this.#httpId;
	}

	#open(kind: ConnectionOpened['kind'], openedAtUs: number): string {
		const id = this.#context.newId();
		const { recordingId, sink } = this.#context;
		sink.open({ id, recordingId, kind, openedAtUs, ...this.#facts });
		return id;
	}
}
