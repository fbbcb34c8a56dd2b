import pg from 'pg';
import { NUMBERS } from '../sql.ts';

/** The writer's own connection: opened when it is needed, and again after it was lost. */
export class WriterClient {
	readonly #url: string;
	#client: pg.Client | null = null;

	constructor(url: string) {
		this.#url = url;
	}

	async get(): Promise<pg.Client> {
		if (this.#client !== null) return this.#client;
		const client = new pg.Client({
			connectionString: this.#url,
			application_name: 'refrain writer',
			connectionTimeoutMillis: 5_000,
			keepAlive: true,
			types: NUMBERS,
		});
		const lose = () => {
			if (this.#client === client) this.#client = null;
		};
		client.on('error', lose);
		client.on('end', lose);
		await client.connect();
		this.#client = client;
		return client;
	}

	/** After an error nobody knows in what state it is. */
	async drop(): Promise<void> {
		const client = this.#client;
		this.#client = null;
		await client?.end().catch(() => {});
	}
}
