import type { Endpoint } from './endpoint.ts';

/** A client that nobody announced for this long is none of ours. */
export const ANNOUNCEMENT_WAIT_MS = 10_000;

/**
 * Brings together connections and the words of the program that made them: 'the connection from my port 50000 is for api.example.com:443'.
 * Either may come first.
 */
export class Announcements {
	readonly #announced = new Map<number, Endpoint>();
	readonly #waiting = new Map<number, (endpoint: Endpoint | null) => void>();

	/** One line of a program: '50000 443 api.example.com'. What is no such line is ignored. */
	announce(line: string): void {
		const [, from, port, host] = /^(\d{1,5}) (\d{1,5}) (\S+)$/.exec(line) ?? [];
		if (from === undefined || port === undefined || host === undefined) return;
		const endpoint = { host, port: Number(port), tls: false };
		const waiting = this.#waiting.get(Number(from));
		if (waiting) waiting(endpoint);
		else this.#announced.set(Number(from), endpoint);
	}

	/**
	 * Where the connection from a port is meant to go; null when nobody says so in time.
	 * @param later calls `act` after the time that an announcement may take
	 */
	destinationOf(clientPort: number, later: (act: () => void) => void): Promise<Endpoint | null> {
		const announced = this.#announced.get(clientPort);
		this.#announced.delete(clientPort);
		if (announced) return Promise.resolve(announced);
		return new Promise((resolve) => {
			const settle = (endpoint: Endpoint | null) => {
				if (this.#waiting.get(clientPort) !== settle) return;
				this.#waiting.delete(clientPort);
				resolve(endpoint);
			};
			this.#waiting.set(clientPort, settle);
			later(() => settle(null));
		});
	}
}
