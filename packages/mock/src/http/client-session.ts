import type { Headers, HttpExchange } from '@refrain/protocol';
import { decodeUtf8, encodeUtf8 } from '@refrain/traffic';

/** One client as the session ids show that it was given: its own ones in place of the recorded ones. */
export class ClientSession {
	/** Recorded value to the one that this client was given. */
	readonly #tokens: Map<string, string>;
	/** Recorded exchanges that this client has had. */
	readonly used = new Set<HttpExchange>();
	/** Recorded messages that this client has sent on a WebSocket, and who waits for one; see `messageKey`. */
	readonly #sent = new Set<string>();
	readonly #waiting = new Map<string, (() => void)[]>();

	constructor(tokens: ReadonlyMap<string, string> = new Map()) {
		this.#tokens = new Map(tokens);
	}

	noteSent(key: string): void {
		this.#sent.add(key);
		for (const wake of this.#waiting.get(key) ?? []) wake();
		this.#waiting.delete(key);
	}

	/** Resolves when the client has sent that message. */
	untilSent(key: string): Promise<void> {
		if (this.#sent.has(key)) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]));
	}

	/** What a recorded text is to this client. */
	toLive(text: string): string {
		return replaceAll(text, [...this.#tokens]);
	}

	/** What a text of this client is in the recording. */
	toRecorded(text: string): string {
		return replaceAll(
			text,
			[...this.#tokens].map(([recorded, live]) => [live, recorded]),
		);
	}

	bodyToLive(body: Uint8Array): Uint8Array {
		const text = this.#isPlain ? null : decodeUtf8(body);
		return text === null ? body : encodeUtf8(this.toLive(text));
	}

	headersToLive(headers: Headers): Headers {
		return this.#isPlain ? headers : headers.map(([name, value]) => [name, this.toLive(value)] as const);
	}

	get #isPlain(): boolean {
		return [...this.#tokens].every(([recorded, live]) => recorded === live);
	}
}

function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
	return pairs.reduce((changed, [from, to]) => (from === to ? changed : changed.replaceAll(from, to)), text);
}

/** The recorded value for the first client, others of the same look for those after it. */
export function variantOf(token: string, number: number): string {
	if (number === 0) return token;
	const digits = number.toString(36).padStart(3, '0').slice(-3);
	const tail = `${token.at(-4) === 'r' ? 'q' : 'r'}${digits}`;
	return `${token.slice(0, -tail.length)}${tail}`;
}
