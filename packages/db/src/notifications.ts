import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** 'traffic': {@link TrafficNotice} as JSON, after each flush. The others carry the id of the row that changed. */
export type Channel = 'traffic' | 'job' | 'replay' | 'mock' | 'capture';

export interface TrafficNotice {
	recordingId: string;
	/** Totals so far of the connections that changed. */
	connections: readonly { id: string; rows: number; frames: number }[];
}

type Listener = (payload: string) => void;

const RECONNECT_MS = [100, 250, 500, 1000, 2000];

/**
 * LISTEN and NOTIFY. All listeners share one connection, which is opened by the first and opened again when it is lost.
 * After a loss every listener is called with '' once, since notices may have been missed: read the state again then.
 */
export class Notifications {
	readonly #url: string;
	readonly #pool: pg.Pool;
	readonly #listeners = new Map<Channel, Set<Listener>>();
	#client: Promise<pg.Client> | null = null;
	#statements: Promise<void> = Promise.resolve();
	#closed = false;

	constructor(url: string, pool: pg.Pool) {
		this.#url = url;
		this.#pool = pool;
	}

	/** Calls `onPayload` for each notice on the channel until the function it resolves to is called. */
	async listen(channel: Channel, onPayload: Listener): Promise<() => Promise<void>> {
		const listeners = this.#listeners.get(channel) ?? new Set();
		this.#listeners.set(channel, listeners);
		const listener: Listener = (payload) => onPayload(payload);
		listeners.add(listener);
		await this.#run(`listen "${channel}"`);
		return async () => {
			listeners.delete(listener);
			if (listeners.size > 0 || this.#closed) return;
			await this.#run(`unlisten "${channel}"`).catch(() => {});
		};
	}

	async notify(channel: Channel, payload: string): Promise<void> {
		await this.#pool.query('select pg_notify($1, $2)', [channel, payload]);
	}

	async close(): Promise<void> {
		this.#closed = true;
		const client = await this.#client?.catch(() => null);
		this.#client = null;
		await client?.end().catch(() => {});
	}

	/** One statement after the other: pg gives up queueing on a busy client in its next major version. */
	#run(statement: string): Promise<void> {
		const run = async () => {
			const client = await this.#connected();
			await client.query(statement);
		};
		const result = this.#statements.then(run, run);
		this.#statements = result.catch(() => {});
		return result;
	}

	#connected(): Promise<pg.Client> {
		this.#client ??= this.#connect().catch((error) => {
			this.#client = null;
			throw error;
		});
		return this.#client;
	}

	async #connect(): Promise<pg.Client> {
		const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
		client.on('notification', ({ channel, payload }) => this.#tell(channel as Channel, payload ?? ''));
		client.on('error', () => {});
		await client.connect();
		client.once('end', () => void this.#reconnect(client));
		return client;
	}

	async #reconnect(lost: pg.Client): Promise<void> {
		lost.removeAllListeners('notification');
		for (let attempt = 0; !this.#closed; attempt++) {
			try {
				this.#client = this.#connect();
				const client = await this.#client;
				for (const [channel, listeners] of this.#listeners)
					if (listeners.size) await client.query(`listen "${channel}"`);
				for (const channel of this.#listeners.keys()) this.#tell(channel, '');
				return;
			} catch {
				this.#client = null;
				await sleep(RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)]);
			}
		}
	}

	#tell(channel: Channel, payload: string): void {
		for (const listener of this.#listeners.get(channel) ?? []) listener(payload);
	}
}
