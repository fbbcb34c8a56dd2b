import {
	type Correlation,
	type CorrelationOutcome,
	type Link,
	type Occurrence,
	occurrenceKey,
	responseValueAt,
	valueAt,
} from '@refrain/assertions';
import type { DecodedMessage, Handshake, HttpExchange, JsonValue } from '@refrain/traffic';
import type { Replacement } from './replacement.ts';
import { parseBody } from './rewrite-payload.ts';

type Item = Occurrence['item'];

/** What the live service gave for the values that the client sends back, shared by all connections of a replay. */
export class LiveValues {
	readonly #madeIn = new Map<string, Link[]>();
	readonly #usedIn = new Map<string, Link[]>();
	readonly #live = new Map<string, JsonValue>();
	readonly #correlations: readonly Correlation[];
	readonly #counts = new Map<string, { applied: number; missed: number }>();
	readonly #correlationOf = new Map<Link, string>();
	/** Called when a value has come that a connection may wait for. */
	onLearn: () => void = () => undefined;

	constructor(correlations: readonly Correlation[]) {
		this.#correlations = correlations;
		for (const { id, links } of correlations) {
			this.#counts.set(id, { applied: 0, missed: 0 });
			for (const link of links) {
				this.#correlationOf.set(link, id);
				append(this.#madeIn, itemKey(link.made.connection, link.made.item), link);
				append(this.#usedIn, itemKey(link.used.connection, link.used.item), link);
			}
		}
	}

	/** The counterpart of a recorded server message came. */
	learnMessage(connection: number, n: number, { value }: Pick<DecodedMessage, 'value'>): void {
		this.#learn(connection, { type: 'message', n }, ({ place }) =>
			place.part === 'payload' ? valueAt(value, place.location) : undefined,
		);
	}

	learnHandshake(connection: number, { response }: Handshake): void {
		if (response === null) return;
		const facts = { headers: response.headers, body: null };
		this.#learn(connection, { type: 'handshake' }, ({ place }) => responseValueAt(place, facts));
	}

	learnHttp(connection: number, n: number, { response, responseBody }: HttpExchange): void {
		if (response === null) return;
		const facts = { headers: response.headers, body: parseBody(responseBody) };
		this.#learn(connection, { type: 'http', n }, ({ place }) => responseValueAt(place, facts));
	}

	/** True while something that the client sends needs a value which another connection has not got yet. */
	isAwaited(connection: number, item: Item): boolean {
		const links = this.#usedIn.get(itemKey(connection, item)) ?? [];
		return links.some(({ made }) => made.connection !== connection && !this.#live.has(occurrenceKey(made)));
	}

	/** What has to be replaced in something that the client sends now. */
	replacements(connection: number, item: Item): Replacement[] {
		const links = this.#usedIn.get(itemKey(connection, item)) ?? [];
		return links.map((link) => {
			const live = this.#live.get(occurrenceKey(link.made));
			const counts = this.#counts.get(this.#correlationOf.get(link) as string);
			if (counts !== undefined) counts[live === undefined ? 'missed' : 'applied']++;
			return { link, live };
		});
	}

	outcome(): CorrelationOutcome[] {
		return this.#correlations.map(({ id, evidence }) => {
			const { applied = 0, missed = 0 } = this.#counts.get(id) ?? {};
			return { id, evidence, applied, missed };
		});
	}

	#learn(connection: number, item: Item, read: (made: Occurrence) => JsonValue | undefined): void {
		if (this.#madeIn.size === 0) return;
		const links = this.#madeIn.get(itemKey(connection, item));
		if (links === undefined) return;
		for (const { made } of links) {
			const live = read(made);
			if (live !== undefined) this.#live.set(occurrenceKey(made), live);
		}
		this.onLearn();
	}
}

function itemKey(connection: number, item: Item): string {
	return item.type === 'handshake' ? `${connection} handshake` : `${connection} ${item.type} ${item.n}`;
}

function append(map: Map<string, Link[]>, key: string, link: Link): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [link]);
	else known.push(link);
}
