import type { ConversationEvent } from '@refrain/protocol';
import type { Connection, Frame, HttpExchange, RecordedConnection, RecordingSink, Violation } from '@refrain/traffic';

/** Keeps what crosses a replayed connection as an ordinary recording, and hands the same to a sink. */
export class ObservedRecorder {
	readonly #connection: Connection & { violations: Violation[] };
	readonly #frames: Frame[] = [];
	readonly #http: HttpExchange[] = [];
	readonly #sink: RecordingSink | null;
	readonly #keepFrames: boolean;

	constructor(connection: Connection, { sink, keepFrames }: { sink: RecordingSink | null; keepFrames: boolean }) {
		this.#keepFrames = keepFrames;
		this.#connection = { ...connection, violations: [] };
		this.#sink = sink;
		const { id, recordingId, kind, openedAtUs, clientAddress, serverAddress, tls } = connection;
		sink?.open({ id, recordingId, kind, openedAtUs, clientAddress, serverAddress, tls });
	}

	get recorded(): RecordedConnection {
		return { connection: this.#connection, frames: this.#frames, http: this.#http };
	}

	tell(event: ConversationEvent): void {
		const { id } = this.#connection;
		switch (event.type) {
			case 'handshake':
				this.#connection.handshake = event.handshake;
				this.#connection.path = event.handshake.request.target;
				this.#sink?.handshake(id, event.handshake);
				return;
			case 'frame':
				if (this.#keepFrames) this.#frames.push(event.frame);
				this.#sink?.frame(id, event.frame);
				return;
			case 'http':
				if (this.#keepFrames) this.#http.push(event.exchange);
				this.#sink?.http(id, event.exchange);
				return;
			case 'violation':
				this.#connection.violations.push(event.violation);
				this.#sink?.violation(id, event.violation);
				return;
			case 'closed':
				this.#connection.close = event.close;
				this.#connection.closedAtUs = event.atUs;
				this.#sink?.close(id, event.close, event.atUs);
				return;
			default:
				return;
		}
	}
}
