import type {
	CloseInfo,
	Connection,
	ConnectionOpened,
	Frame,
	Handshake,
	HttpExchange,
	RecordedConnection,
	RecordingSink,
	Snapshot,
	Violation,
} from '@refrain/traffic';

type Kept = { connection: Connection & { violations: Violation[] }; frames: Frame[]; http: HttpExchange[] };

/** Keeps a recording in memory, and gives it back as a snapshot. */
export class MemorySink implements RecordingSink {
	readonly #kept = new Map<string, Kept>();
	readonly droppedFrames = 0;

	open(opened: ConnectionOpened): void {
		const session = { key: 'test', label: 'test', rule: 'client-address' };
		const unknown = { closedAtUs: null, host: '', path: '/', handshake: null, close: null, droppedFrames: 0 };
		this.#kept.set(opened.id, { connection: { ...opened, ...unknown, violations: [], session }, frames: [], http: [] });
	}

	handshake(id: string, handshake: Handshake): void {
		Object.assign(this.#of(id).connection, { handshake, ...placeOf(handshake.request) });
	}

	frame(id: string, frame: Frame): void {
		this.#of(id).frames.push(frame);
	}

	http(id: string, exchange: HttpExchange): void {
		const kept = this.#of(id);
		if (kept.http.length === 0) Object.assign(kept.connection, placeOf(exchange.request));
		kept.http.push(exchange);
	}

	violation(id: string, violation: Violation): void {
		this.#of(id).connection.violations.push(violation);
	}

	close(id: string, close: CloseInfo, atUs: number): void {
		Object.assign(this.#of(id).connection, { close, closedAtUs: atUs });
	}

	async flush(): Promise<void> {}

	snapshot(): Snapshot {
		const connections: RecordedConnection[] = [...this.#kept.values()];
		return { id: 'snapshot', name: 'test', createdAtUs: 0, connections };
	}

	#of(id: string): Kept {
		return this.#kept.get(id) as Kept;
	}
}

function placeOf({ target, headers }: Handshake['request']): { path: string; host: string } {
	return { path: target, host: headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '' };
}
