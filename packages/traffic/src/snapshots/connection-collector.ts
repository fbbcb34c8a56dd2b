import { handshakeFacts, MessageDecoder } from '../decode-messages.ts';
import { MessageStream } from '../message-assembly.ts';
import type {
	CloseInfo,
	Connection,
	ConnectionOpened,
	DecodedMessage,
	Frame,
	Handshake,
	HttpExchange,
	RecordedConnection,
	SessionKey,
	Violation,
} from '../model.ts';
import { findSession } from '../sessions/find-session.ts';
import type { SessionRule } from '../sessions/session-rule.ts';
import type { ConnectionEvent } from './connection-event.ts';

/** Builds a connection from what crossed it, one event after the other. */
export class ConnectionCollector {
	readonly #opened: ConnectionOpened;
	readonly #session: SessionKey | null;
	#handshake: Handshake | null = null;
	readonly #frames: Frame[] = [];
	readonly #http: HttpExchange[] = [];
	readonly #violations: Violation[] = [];
	#close: CloseInfo | null = null;
	#closedAtUs: number | null = null;
	#droppedFrames = 0;

	constructor(opened: ConnectionOpened, session: SessionKey | null = null) {
		this.#opened = opened;
		this.#session = session;
	}

	add(event: Exclude<ConnectionEvent, { type: 'opened' | 'wire' }>): void {
		switch (event.type) {
			case 'handshake':
				this.#handshake = event.handshake;
				break;
			case 'frame':
				this.#frames.push(event.frame);
				break;
			case 'http':
				this.#http.push(event.exchange);
				break;
			case 'violation':
				this.#violations.push(event.violation);
				break;
			case 'closed':
				this.#close = event.close;
				this.#closedAtUs = event.atUs;
				this.#droppedFrames = event.droppedFrames;
				break;
		}
	}

	/** The connection as far as it is known. */
	collect(rules?: readonly SessionRule[]): RecordedConnection {
		const request = this.#handshake?.request ?? this.#http[0]?.request;
		const found: Omit<Connection, 'session'> = {
			...this.#opened,
			// A handshake tells a WebSocket apart, whatever capture took the connection for when it opened.
			kind: this.#handshake === null ? this.#opened.kind : 'websocket',
			closedAtUs: this.#closedAtUs,
			host: request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '',
			path: request?.target ?? '',
			handshake: this.#handshake,
			close: this.#close,
			violations: this.#violations,
			droppedFrames: this.#droppedFrames,
		};
		const requestHeaders = request?.headers ?? [];
		const session =
			this.#session ??
			findSession({ connection: found, requestHeaders, firstMessage: firstClientMessage(found, this.#frames) }, rules);
		return { connection: { ...found, session }, frames: this.#frames, http: this.#http };
	}
}

/** Client messages that are looked at for one that says something. */
const FIRST_MESSAGES = 64;

/** The first message of the client that has a value: MQTT clients send the fields of their first packet one by one. */
function firstClientMessage(
	connection: Pick<Connection, 'handshake' | 'path'>,
	frames: readonly Frame[],
): DecodedMessage | null {
	const stream = new MessageStream();
	const decoder = new MessageDecoder(handshakeFacts(connection));
	let looked = 0;
	for (const frame of frames) {
		if (frame.sender !== 'client') continue;
		for (const message of stream.push(frame)) {
			if (message.type !== 'text' && message.type !== 'binary') continue;
			const decoded = decoder.decode(message);
			if (decoded.value !== null) return decoded;
			if (++looked === FIRST_MESSAGES) return null;
		}
	}
	return null;
}
