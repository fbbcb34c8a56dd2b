import type {
	CloseInfo,
	ConnectionOpened,
	Frame,
	Handshake,
	HttpExchange,
	RecordedConnection,
	RecordingSink,
	Violation,
} from '../model.ts';
import type { SessionRule } from '../sessions/session-rule.ts';
import { ConnectionCollector } from './connection-collector.ts';
import type { ConnectionEvent } from './connection-event.ts';

/** Keeps a recording in memory: for replays that compare at once, and for tests. */
export class RecordingCollector implements RecordingSink {
	readonly #connections = new Map<string, ConnectionCollector>();
	#droppedFrames = 0;

	open(connection: ConnectionOpened): void {
		this.#connections.set(connection.id, new ConnectionCollector(connection));
	}

	handshake(connectionId: string, handshake: Handshake): void {
		this.#add(connectionId, { type: 'handshake', handshake });
	}

	frame(connectionId: string, frame: Frame): void {
		if (!this.#add(connectionId, { type: 'frame', frame })) this.#droppedFrames++;
	}

	http(connectionId: string, exchange: HttpExchange): void {
		this.#add(connectionId, { type: 'http', exchange });
	}

	violation(connectionId: string, violation: Violation): void {
		this.#add(connectionId, { type: 'violation', violation });
	}

	close(connectionId: string, close: CloseInfo, atUs: number): void {
		this.#add(connectionId, { type: 'closed', close, atUs, droppedFrames: 0 });
	}

	flush(): Promise<void> {
		return Promise.resolve();
	}

	/** Frames of connections that were never opened. */
	get droppedFrames(): number {
		return this.#droppedFrames;
	}

	/** What was recorded so far, in order of opening. */
	connections(rules?: readonly SessionRule[]): RecordedConnection[] {
		return [...this.#connections.values()].map((connection) => connection.collect(rules));
	}

	#add(connectionId: string, event: Exclude<ConnectionEvent, { type: 'opened' | 'wire' }>): boolean {
		const connection = this.#connections.get(connectionId);
		connection?.add(event);
		return connection !== undefined;
	}
}
